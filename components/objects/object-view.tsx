'use client'

import { useQuery } from '@tanstack/react-query'
import Link from 'next/link'
import { useSearchParams } from 'next/navigation'
import { describePageError } from '@/components/states/page-error'
import { requestJson } from '@/lib/client/request'
import { parseObjectId } from '@/lib/objects/address'
import type { Difference } from '@/lib/objects/difference'
import type { EnvironmentsAnswer } from '@/lib/services/list-environments'
import type { ObjectAnswer } from '@/lib/services/object-answer'
import { DdlDiff } from '../code/ddl-diff'
import { EmptyState } from '../states/empty-state'
import { ErrorState } from '../states/error-state'
import { LoadingRows } from '../states/loading-rows'
import { CauseBadge } from '../status/cause'
import { RiskMark } from '../status/marks'
import { SeverityBadge } from '../status/severity'
import { ButtonLink } from '../ui/button'
import { PageHeader } from '../ui/page-header'
import { Panel } from '../ui/panel'
import { SafeName, SafeText } from '../ui/safe-name'
import { ChildrenTable } from './children-table'
import { HAZARD_WORDS } from './hazard-words'
import { objectHref } from './object-href'
import { ObjectName } from './object-name'
import { PropertiesTable } from './properties-table'
import { SidePicker } from './side-picker'
import { SideSummary } from './side-summary'

/** The page of one object: how it looks in every environment, property by property and as a statement. */
export function ObjectView({ id }: { readonly id: string }) {
  const object = useQuery({
    queryKey: ['object', id],
    queryFn: ({ signal }) =>
      requestJson<ObjectAnswer>(`/api/objects?id=${encodeURIComponent(id)}`, { signal }),
  })
  const environments = useQuery({
    queryKey: ['environments'],
    queryFn: ({ signal }) => requestJson<EnvironmentsAnswer>('/api/environments', { signal }),
  })
  const isReading = environments.data?.environments.some(
    ({ state, isChecking }) => state === 'never' && isChecking,
  )
  if (object.data) return <ObjectPage object={object.data} />
  if (object.isPending || isReading) return <LoadingPage id={id} />
  return <ErrorState level={1} error={describePageError(object.error)} onRetry={() => object.refetch()} />
}

function LoadingPage({ id }: { readonly id: string }) {
  const ref = parseObjectId(id)
  return (
    <>
      <PageHeader title={ref ? <ObjectName address={ref.address} /> : 'Object'} />
      <LoadingRows label="Reading the environments…" />
    </>
  )
}

function ObjectPage({ object }: { readonly object: ObjectAnswer }) {
  const chosen = useChosenSide(object)
  const reference = object.environments.find(({ environment }) => environment === object.reference)
  const target = object.environments.find(({ environment }) => environment === chosen)
  const worst = target?.difference
  return (
    <>
      <PageHeader
        title={<ObjectName address={object.address} attachedParts={object.attachedParts} />}
        summary={
          <p>
            <span className="inline-block first-letter:uppercase">{object.label}</span>{' '}
            {object.parent && <ParentLink id={object.parent} />}
          </p>
        }
        actions={<ButtonLink href="/overview">Back to the overview</ButtonLink>}
      />
      <div className="space-y-6">
        <SideSummary object={object} />
        {worst && (
          <WhatItMeans difference={worst} environment={chosen ?? ''} reference={object.reference ?? ''} />
        )}
        <Panel title="Properties">
          <PropertiesTable object={object} />
        </Panel>
        <Panel title="Statement" actions={<SidePicker object={object} chosen={chosen} />}>
          {reference && target ? (
            <DdlDiff
              source={{ name: reference.environment, ddl: reference.ddl }}
              target={{ name: target.environment, ddl: target.ddl }}
              view="split"
            />
          ) : (
            <EmptyState title="There is nothing to compare with" />
          )}
        </Panel>
        {object.children.length > 0 && (
          <Panel title="Below this object">
            <ChildrenTable object={object} />
          </Panel>
        )}
      </div>
    </>
  )
}

interface WhatItMeansProps {
  readonly difference: Difference
  readonly environment: string
  readonly reference: string
}

/** How serious the difference is, what it means, and what mending it would risk. */
function WhatItMeans({ difference, environment, reference }: WhatItMeansProps) {
  const { severity, cause, meaning, hazards } = difference
  return (
    <div className="space-y-2">
      <p>
        <SeverityBadge severity={severity} /> {cause !== 'unknown' && <CauseBadge cause={cause} />}{' '}
        <SafeName name={environment} className="font-medium" />
        {meaning ? (
          <>
            : <SafeText text={meaning} />
          </>
        ) : (
          ' is not like the reference.'
        )}
      </p>
      {hazards.length > 0 && (
        <p className="flex flex-wrap items-center gap-2 text-muted text-sm">
          Making <SafeName name={environment} /> like <SafeName name={reference} />
          {hazards.map((hazard) => (
            <RiskMark key={hazard}>{HAZARD_WORDS[hazard]}</RiskMark>
          ))}
        </p>
      )}
    </div>
  )
}

function ParentLink({ id }: { readonly id: string }) {
  const ref = parseObjectId(id)
  if (!ref) return null
  return (
    <>
      of {ref.kind.replaceAll('-', ' ')}{' '}
      <Link href={objectHref(id)} className="underline underline-offset-2">
        <ObjectName address={ref.address} />
      </Link>
    </>
  )
}

/** The environment of the address, else the first that differs, else the first that is not the reference. */
function useChosenSide({ environments, reference }: ObjectAnswer): string | undefined {
  const asked = useSearchParams().get('environment')
  const others = environments.filter(({ environment }) => environment !== reference)
  const known = others.find(({ environment }) => environment === asked)
  return (known ?? others.find(({ difference }) => difference) ?? others[0])?.environment
}
