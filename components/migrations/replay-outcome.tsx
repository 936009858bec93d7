import type { AppErrorShape } from '@/lib/objects/app-error'
import { sentence } from '@/lib/objects/sentence'
import type { ReplayAnswer } from '@/lib/services/run-replays'
import { Status } from '../status/status'
import { Count } from '../ui/count'
import { SafeText } from '../ui/safe-name'

interface ReplayOutcomeProps {
  readonly replay: ReplayAnswer | null
  readonly error: AppErrorShape | null
}

const SECONDS = new Intl.NumberFormat('en', { maximumFractionDigits: 1 })

/** Whether a replay came to its end; else where it failed, and what that most likely means. */
export function ReplayOutcome({ replay, error }: ReplayOutcomeProps) {
  if (!replay) {
    return (
      <p className="wrap-anywhere mt-1 flex flex-wrap items-center gap-2">
        <Status status="unknown" />
        {error && <SafeText text={`${sentence(error.message)} ${error.hint}`} />}
      </p>
    )
  }
  const { failure, steps, tookMs, serverVersion, standIns } = replay
  const leftOut = steps.flatMap(({ path, psqlLines }) => psqlLines.map((line) => `${path}:${line}`))
  const ran = steps.filter(({ state }) => state === 'ran').length
  const waiting = failure ? steps.length - ran - 1 : 0
  return (
    <div className="mt-1 space-y-2">
      <p className="flex flex-wrap items-center gap-2">
        <Status status={failure ? 'failed' : 'inSync'} label={failure ? 'Failed' : 'Built'} />
        <span>
          <Count value={ran} of={['file', 'files']} /> ran on PostgreSQL {serverVersion} in{' '}
          {SECONDS.format(tookMs / 1000)} s
          {waiting > 0 && (
            <>
              , <Count value={waiting} /> after it did not
            </>
          )}
          .
        </span>
      </p>
      {failure && (
        <div className="framed space-y-1 rounded-md border border-missing p-3">
          <p className="wrap-anywhere font-medium">
            <SafeText text={`${failure.path}:${failure.line}: ${failure.message}`} />{' '}
            <span className="text-muted text-sm">SQLSTATE {failure.sqlState}</span>
          </p>
          <p>
            <SafeText text={failure.explanation} />
          </p>
          {[failure.detail, failure.hint, failure.context].map(
            (text) =>
              text && (
                <p key={text} className="wrap-anywhere whitespace-pre-wrap text-muted text-sm">
                  <SafeText text={text} allowed={'\n'} />
                </p>
              ),
          )}
          <pre className="wrap-anywhere whitespace-pre-wrap font-mono text-sm">
            <SafeText text={failure.statement} allowed={'\n\t'} />
          </pre>
        </div>
      )}
      {leftOut.length > 0 && (
        <p className="wrap-anywhere text-muted text-sm">
          Left out, because they are commands of psql: <SafeText text={leftOut.join(', ')} />.
        </p>
      )}
      {standIns.length > 0 && (
        <p className="text-muted text-sm">
          Stood in for: <SafeText text={standIns.map(({ sort, name }) => `${sort} ${name}`).join(', ')} />.
        </p>
      )}
    </div>
  )
}
