'use client'

import { useState } from 'react'
import type { DumpedTable } from '@/lib/dumps/dump-record'
import { Status } from '../status/status'
import { Count } from '../ui/count'
import { type Column, DataTable } from '../ui/data-table'
import { MoreButton } from '../ui/more-button'
import { Panel } from '../ui/panel'
import { SafeName } from '../ui/safe-name'

/** As many as are looked through at once. */
const SHOWN = 100

/** The tables whose rows are in a dump: how many the server counted, and how many the file holds. */
export function DumpTables({ tables }: { readonly tables: readonly DumpedTable[] }) {
  const [isOpen, setIsOpen] = useState(false)
  const rows = tables.reduce((sum, table) => sum + table.rows, 0)
  return (
    <Panel title="Rows">
      <p className="mb-3 text-muted">
        <Count value={rows} of={['row', 'rows']} /> of{' '}
        <Count value={tables.length} of={['table', 'tables']} />.
      </p>
      <DataTable
        caption="Rows by table"
        columns={COLUMNS}
        rows={isOpen ? tables : tables.slice(0, SHOWN)}
        rowKey={({ schema, name }) => JSON.stringify([schema, name])}
      />
      <MoreButton hidden={tables.length - SHOWN} isOpen={isOpen} onToggle={() => setIsOpen(!isOpen)} />
    </Panel>
  )
}

const COLUMNS: readonly Column<DumpedTable>[] = [
  {
    id: 'name',
    header: 'Table',
    isRowHeader: true,
    cell: ({ schema, name }) => (
      <>
        <SafeName name={schema} />.<SafeName name={name} />
      </>
    ),
  },
  {
    id: 'server',
    header: 'On the server',
    align: 'number',
    cell: ({ rowsOnServer }) => <Count value={rowsOnServer} />,
  },
  { id: 'file', header: 'In the file', align: 'number', cell: ({ rows }) => <Count value={rows} /> },
  {
    id: 'state',
    header: 'Compared',
    cell: ({ rows, rowsOnServer }) =>
      rows === rowsOnServer ? (
        <Status status="inSync" label="Equal" />
      ) : (
        <Status status="failed" label="Not equal" />
      ),
  },
  {
    id: 'masked',
    header: 'Masked',
    cell: ({ masked }) =>
      masked.map((column, i) => (
        <span key={column}>
          {i > 0 && ', '}
          <SafeName name={column} />
        </span>
      )),
  },
]
