import Link from 'next/link'
import type { MigrationAnswer, MigrationsAnswer } from '@/lib/services/migrations-answer'
import { ReferenceMark } from '../status/marks'
import { Status } from '../status/status'
import { type Column, DataTable } from '../ui/data-table'
import { SafeName, SafeText } from '../ui/safe-name'
import { GitMarks } from './git-note'
import { migrationHref } from './migration-href'
import { MigrationTitle } from './migration-title'
import { StandingStatus } from './standing-status'

interface MigrationsTableProps {
  readonly environments: MigrationsAnswer['environments']
  readonly migrations: readonly MigrationAnswer[]
}

/** Migrations by environments, the newest first. */
export function MigrationsTable({ environments, migrations }: MigrationsTableProps) {
  const columns: Column<MigrationAnswer>[] = [
    {
      id: 'migration',
      header: 'Migration',
      isRowHeader: true,
      cell: ({ id, version, name, git }) => (
        <Link
          href={migrationHref(id)}
          prefetch={false}
          className="block min-w-44 underline underline-offset-4"
        >
          <MigrationTitle version={version} name={name} />
          {git && <GitMarks git={git} />}
        </Link>
      ),
    },
    { id: 'file', header: 'File', cell: ({ files }) => <Files files={files} /> },
    ...environments.map(({ name, isReference, isChecking, counts }, i) => ({
      id: name,
      header: (
        <span className="flex items-center gap-1.5">
          <SafeName name={name} />
          {isReference && <ReferenceMark />}
        </span>
      ),
      cell: ({ cells }: MigrationAnswer) => {
        const cell = cells[i]
        if (!cell) return null
        if (counts === null && isChecking) return <Status status="running" description={` in ${name}`} />
        return <StandingStatus state={cell.state} environment={name} recordedAs={cell.recordedAs} />
      },
    })),
  ]
  return (
    <DataTable
      caption="Migrations by environment"
      columns={columns}
      rows={migrations}
      rowKey={({ id }) => id}
    />
  )
}

/** The folders that hold it. */
function Files({ files }: { readonly files: readonly string[] }) {
  if (files.length === 0) return <span className="text-muted">no file</span>
  return (
    <span className="flex flex-wrap gap-x-2 text-muted">
      {files.map((file) => (
        <span key={file} title={file}>
          <SafeText text={file.split('/')[0] ?? file} />
        </span>
      ))}
    </span>
  )
}
