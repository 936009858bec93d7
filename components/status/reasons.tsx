import Link from 'next/link'
import { Fragment, type ReactNode } from 'react'
import type { Reason } from '@/lib/objects/difference'
import { migrationHref } from '../migrations/migration-href'
import { SafeName } from '../ui/safe-name'

type Words = (where: ReactNode, migrations: ReactNode, count: number) => ReactNode

const WORDS: Partial<Record<Reason['cause'], Words>> = {
  pendingMigration: (where, migrations) => (
    <>
      Pending in {where}: {migrations}.
    </>
  ),
  handMade: (where, migrations, count) =>
    count === 0 ? (
      <>Made by hand in {where}: none of the migrations that it has recorded does this.</>
    ) : (
      <>
        Changed by hand in {where}: {migrations} ran there and made it as it should be.
      </>
    ),
  otherTool: (where, migrations) => (
    <>
      It comes with {migrations}, of a tool that keeps no record in {where}.
    </>
  ),
  recordedButAbsent: (where, migrations, count) => (
    <>
      {where} has recorded {migrations}, and what {count === 1 ? 'it does' : 'they do'} is not there.
    </>
  ),
  presentButUnrecorded: (where, migrations, count) => (
    <>
      {where} has what {migrations} {count === 1 ? 'does' : 'do'}, and has not recorded it: running it there
      will most likely fail.
    </>
  ),
  editedAfterApply: (where, migrations) => (
    <>
      {migrations} was edited after it had run in {where}.
    </>
  ),
  missingFile: (where, migrations) => (
    <>
      {where} has recorded {migrations}, which no folder holds.
    </>
  ),
}

/** Where a difference comes from, by the migrations that were replayed. */
export function Reasons({ reasons }: { readonly reasons: readonly Reason[] }) {
  return (
    <ul aria-label="Where it comes from" className="space-y-1">
      {reasons.map(({ cause, environment, migrations }) => (
        <li key={`${cause} ${environment}`} className="wrap-anywhere">
          {WORDS[cause]?.(
            <SafeName name={environment} className="font-medium" />,
            <MigrationLinks ids={migrations} />,
            migrations.length,
          )}
        </li>
      ))}
    </ul>
  )
}

/** Migrations by their files' names, each leading to its page. */
export function MigrationLinks({ ids }: { readonly ids: readonly string[] }) {
  return ids.map((id, i) => (
    <Fragment key={id}>
      {i > 0 && ', '}
      <Link href={migrationHref(id)} prefetch={false} className="underline underline-offset-4">
        <SafeName name={shortName(id)} />
      </Link>
    </Fragment>
  ))
}

/** A migration's file without its folders. */
function shortName(id: string): string {
  return id.split('/').at(-1) ?? id
}
