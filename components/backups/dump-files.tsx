'use client'

import { useMutation } from '@tanstack/react-query'
import { describePageError } from '@/components/states/page-error'
import type { DumpAnswer } from '@/lib/services/list-dumps'
import { ErrorState } from '../states/error-state'
import { Status } from '../status/status'
import { Button } from '../ui/button'
import { CopyAction } from '../ui/copy-action'
import { type Column, DataTable } from '../ui/data-table'
import { SafeText } from '../ui/safe-name'
import { bytesInWords, whatWord } from './dump-words'
import { downloadDumpFile } from './use-dumps'

type File = DumpAnswer['files'][number] & { readonly place: number }

/** The files of a dump: where they are, whether they are still what was verified, and the way to save them. */
export function DumpFiles({ dump }: { readonly dump: DumpAnswer }) {
  const download = useMutation({
    mutationFn: ({ place, path }: File) =>
      downloadDumpFile(
        `/api/dumps/file?id=${encodeURIComponent(dump.id)}&file=${place}`,
        path.split('/').at(-1) ?? 'dump',
      ),
  })
  const rows = dump.files.map((file, place) => ({ ...file, place }))
  const busy = download.isPending ? download.variables.place : null
  return (
    <div className="space-y-3">
      <DataTable
        caption="Files"
        columns={columns(download.mutate, busy)}
        rows={rows}
        rowKey={({ place }) => String(place)}
      />
      {download.error && <ErrorState error={describePageError(download.error)} />}
    </div>
  )
}

function columns(download: (file: File) => void, busy: number | null): readonly Column<File>[] {
  return [
    {
      id: 'path',
      header: 'File',
      isRowHeader: true,
      cell: ({ path }) => (
        <code className="wrap-anywhere block min-w-52">
          <SafeText text={path} />
        </code>
      ),
    },
    { id: 'part', header: 'Holds', cell: ({ part }) => whatWord(part) },
    { id: 'bytes', header: 'Size', align: 'number', cell: ({ bytes }) => bytesInWords(bytes) },
    {
      id: 'sha256',
      header: 'SHA-256',
      cell: ({ sha256 }) => (
        <span className="flex items-center gap-1">
          <code>{sha256.slice(0, 12)}…</code>
          <CopyAction label="Copy" look="quiet" subject="checksum" text={() => sha256} />
        </span>
      ),
    },
    {
      id: 'state',
      header: 'Now',
      cell: ({ state }) =>
        state === 'there' ? (
          <Status status="inSync" label="There" />
        ) : state === 'gone' ? (
          <Status status="missing" label="Gone" />
        ) : (
          <Status status="changed" label="Replaced since" />
        ),
    },
    {
      id: 'download',
      header: <span className="sr-only">Download</span>,
      cell: (file) =>
        file.state === 'there' && (
          <Button look="quiet" disabled={busy !== null} onClick={() => download(file)}>
            {busy === file.place ? 'Downloading…' : 'Download'}
            <span className="sr-only"> {file.path}</span>
          </Button>
        ),
    },
  ]
}
