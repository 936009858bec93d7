import { SafeText } from '../ui/safe-name'

interface MigrationTitleProps {
  readonly version: string | null
  readonly name: string | null
}

/** A migration's version and name, as its file has them. */
export function MigrationTitle({ version, name }: MigrationTitleProps) {
  return (
    <span className="wrap-anywhere">
      {version && (
        <span className="font-mono text-[0.9em]">
          <SafeText text={version} />
        </span>
      )}
      {version && name && ' '}
      {name && <SafeText text={name} />}
    </span>
  )
}
