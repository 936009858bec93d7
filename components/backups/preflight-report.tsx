import type { Preflight } from '@/lib/services/preflight-dump'
import { RiskMark } from '../status/marks'
import { Status } from '../status/status'
import { Count } from '../ui/count'
import { SafeText } from '../ui/safe-name'
import { bytesInWords } from './dump-words'

interface PreflightReportProps {
  /** Null while it is being looked. */
  readonly answer: Preflight | null
  readonly environment: string
}

/** What a dump would read, with what and over which way, where it would go, and what is in its way. */
export function PreflightReport({ answer, environment }: PreflightReportProps) {
  if (!answer) {
    return (
      <p className="flex min-h-11 items-center gap-2 text-sm">
        <Status status="running" label={`Looking whether ${environment} can be dumped…`} />
      </p>
    )
  }
  const troubles = answer.checks.filter(({ state }) => state !== 'passed')
  return (
    <div className="min-h-11 space-y-2 text-sm">
      {answer.canStart && <Outlook answer={answer} />}
      {troubles.length > 0 && (
        <ul className="space-y-2">
          {troubles.map(({ name, state, message, hint }) => (
            <li key={`${name} ${message}`} className="max-w-[80ch]">
              {state === 'failed' ? <Status status="failed" label="In the way" /> : <RiskMark>Note</RiskMark>}{' '}
              <SafeText text={message} /> {hint && <SafeText text={hint} />}
            </li>
          ))}
        </ul>
      )}
    </div>
  )
}

function Outlook({ answer }: { readonly answer: Preflight }) {
  const masks = answer.checks.find(({ name, state }) => name === 'masks' && state === 'passed')
  const { tables, estimatedBytes, estimatedRows, uncountedTables, program, route, writes, freeBytes } = answer
  return (
    <>
      <p className="text-muted">
        {estimatedRows !== null && (
          <>
            Reads <Count value={tables} of={['table', 'tables']} />, about{' '}
            <Count value={estimatedRows} of={['row', 'rows']} />
            {uncountedTables > 0 && (
              <>
                {' '}
                and those of <Count value={uncountedTables} of={['table', 'tables']} /> that the server has
                not counted yet
              </>
            )}
            {estimatedBytes !== null && <>, about {bytesInWords(estimatedBytes)}</>} ·{' '}
          </>
        )}
        {program && (
          <>
            {program.name} {program.version}
            {program.build === 'bundled' ? ', brought along' : ''} ·{' '}
          </>
        )}
        {route === 'sessionPooler' ? 'session pooler' : 'directly'}
        {freeBytes !== null && <> · {bytesInWords(freeBytes)} free here</>}
      </p>
      {masks && <p className="text-muted">{masks.message}, and their values never reach this machine.</p>}
      <p className="wrap-anywhere text-muted">
        Writes{' '}
        {byFolder(writes).map(({ folder, names }, i) => (
          <span key={folder}>
            {i > 0 && ', '}
            <code>
              <SafeText text={names.length === 1 ? folder + names[0] : folder} />
            </code>
            {names.length > 1 && (
              <>
                {' '}
                with <SafeText text={names.join(', ')} />
              </>
            )}
          </span>
        ))}
      </p>
    </>
  )
}

/** Paths as folders, each with its slash at the end, and the files in them. */
function byFolder(paths: readonly string[]): { folder: string; names: string[] }[] {
  const folders = new Map<string, string[]>()
  for (const path of paths) {
    const end = path.lastIndexOf('/') + 1
    const names = folders.get(path.slice(0, end)) ?? []
    folders.set(path.slice(0, end), [...names, path.slice(end)])
  }
  return [...folders].map(([folder, names]) => ({ folder, names }))
}
