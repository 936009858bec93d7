import type { NewMigrationAnswer } from '@/lib/services/new-migration-answer'
import { Status } from '../status/status'
import { CopyAction } from '../ui/copy-action'
import { SafeText } from '../ui/safe-name'
import { Commands } from './finding-card'

/** The files that were written, and what the tool needs to take them. */
export function WrittenFiles({ written }: { readonly written: NewMigrationAnswer }) {
  const { files, label, key, afterwards, notChecked } = written
  return (
    <div className="space-y-2">
      <ul className="space-y-1">
        {files.map(({ path }) => (
          <li key={path} className="flex flex-wrap items-center gap-x-3 gap-y-1">
            <Status status="inSync" label="Written" />
            <code className="wrap-anywhere font-mono text-sm">
              <SafeText text={path} />
            </code>
            <CopyAction label="Copy path" look="quiet" subject={path} text={() => path} />
          </li>
        ))}
      </ul>
      <p className="text-muted text-sm">
        {label} will call it <SafeText text={key ?? 'what it is committed as'} />.
      </p>
      {notChecked.length > 0 && (
        <p className="text-missing text-sm">
          Not held against the records of <SafeText text={notChecked.join(', ')} />: they could not be read.
        </p>
      )}
      {afterwards.length > 0 && <Commands commands={afterwards} />}
    </div>
  )
}
