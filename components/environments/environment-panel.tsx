'use client'

import type { EnvironmentAnswer } from '@/lib/services/environment-answer'
import { useCheck } from '../overview/use-check'
import { ErrorState } from '../states/error-state'
import { UnreachableState } from '../states/partial-states'
import { Freshness } from '../status/freshness'
import { ProtectedMark, ReferenceMark, RiskMark } from '../status/marks'
import { Status } from '../status/status'
import { Button, ButtonLink } from '../ui/button'
import { Count } from '../ui/count'
import { Facts } from '../ui/facts'
import { Panel } from '../ui/panel'
import { SafeName, SafeText } from '../ui/safe-name'
import { Age } from '../ui/time'
import { BlindSpots } from './blind-spots'
import { Doctor } from './doctor'

/** One environment: how it is reached, how it is, what it hides, and the way to find out why. */
export function EnvironmentPanel({ environment }: { readonly environment: EnvironmentAnswer }) {
  const check = useCheck()
  const { name, isReference, isProtected, error, isChecking } = environment
  const title = (
    <span className="flex flex-wrap items-center gap-2">
      <SafeName name={name} />
      <HealthStatus environment={environment} />
      {isReference && <ReferenceMark />}
      {isProtected && <ProtectedMark />}
    </span>
  )
  return (
    <Panel
      title={title}
      actions={
        <span className="flex flex-wrap gap-2">
          <ButtonLink look="quiet" href={`/backups?from=${encodeURIComponent(name)}`} prefetch={false}>
            Create a dump
          </ButtonLink>
          <Button disabled={isChecking} onClick={() => check.mutate([name])}>
            {isChecking ? 'Checking…' : 'Check now'}
          </Button>
        </span>
      }
    >
      <div className="space-y-4">
        <EnvironmentFacts environment={environment} />
        {error && (
          <UnreachableState
            environment={name}
            error={error}
            lastReadAt={environment.checkedAt ?? undefined}
          />
        )}
        {environment.historyError && <ErrorState error={environment.historyError} />}
        <BlindSpots environment={environment} />
        <Doctor environment={name} />
      </div>
    </Panel>
  )
}

function HealthStatus({ environment: { state, isChecking } }: { readonly environment: EnvironmentAnswer }) {
  if (isChecking) return <Status status="running" />
  if (state === 'unreachable') return <Status status="unreachable" />
  return state === 'read' ? (
    <Status status="inSync" label="Reachable" />
  ) : (
    <Status status="unknown" label="Not checked" />
  )
}

const LEVELS = {
  superuser: 'superuser',
  owner: 'owns objects',
  writer: 'may write',
  readOnly: 'read-only',
} as const

/** What the role could do, were it not Lockstep that uses it; on a protected environment more than reading is marked. */
function Rights({
  rights,
  isProtected,
}: {
  readonly rights: NonNullable<EnvironmentAnswer['access']>['rights']
  readonly isProtected: boolean
}) {
  const text = `${LEVELS[rights.level]}${rights.isStandby ? ', standby' : ''}`
  if (!isProtected || rights.level === 'readOnly') return text
  return (
    <span title="Lockstep only reads, but a read-only role is safer for a protected environment.">
      {text} <RiskMark>more than needed</RiskMark>
    </span>
  )
}

function EnvironmentFacts({ environment }: { readonly environment: EnvironmentAnswer }) {
  const { address, route, source, serverVersion, objects, access, isProtected } = environment
  const { checkedAt, staleAfterMinutes, tookMs, wasUnchanged, failingSince } = environment
  const facts = [
    ['Address', address && <SafeText text={route ? `${address} (${route})` : address} />],
    ['From', <SafeText key="source" text={source} />],
    ['Server', serverVersion && `PostgreSQL ${serverVersion}`],
    ['Role', access && <SafeText key="role" text={access.rights.role} />],
    ['Rights', access && <Rights rights={access.rights} isProtected={isProtected} />],
    [
      'Latency',
      access && `${access.latencyMs < 10 ? access.latencyMs.toFixed(1) : Math.round(access.latencyMs)} ms`,
    ],
    ['Encryption', access && (access.protocol ?? 'none')],
    ['Objects', objects !== null && <Count value={objects} />],
    [
      'Checked',
      checkedAt && <Freshness key="checked" at={checkedAt} staleAfterMinutes={staleAfterMinutes} />,
    ],
    ['Took', tookMs !== null && `${tookMs} ms${wasUnchanged ? ' (proven unchanged)' : ''}`],
    ['Failing since', failingSince && <Age at={failingSince} />],
  ] as const
  return <Facts facts={facts} />
}
