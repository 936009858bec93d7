'use client'

import { useState } from 'react'
import type { FieldAnswer, ObjectAnswer } from '@/lib/services/object-answer'
import { Button } from '../ui/button'
import { Count } from '../ui/count'
import { ScrollArea } from '../ui/data-table'
import { SafeName } from '../ui/safe-name'
import { FieldValue } from './field-value'

/** Every property in every environment; those that are the same everywhere are folded away. */
export function PropertiesTable({ object }: { readonly object: ObjectAnswer }) {
  const [isOpen, setIsOpen] = useState(false)
  const rows = object.fields.map((field, i) => ({
    field,
    values: object.environments.map(({ values }) => (values ? (values[i] ?? null) : undefined)),
    differing: new Set(
      object.environments.flatMap(({ environment, difference }) =>
        difference?.fields.some(({ name }) => name === field.name) ? [environment] : [],
      ),
    ),
  }))
  const different = rows.filter(({ differing }) => differing.size > 0)
  const equal = rows.filter(({ differing }) => differing.size === 0)
  const shown = isOpen || different.length === 0 ? [...different, ...equal] : different
  const folded = rows.length - shown.length
  return (
    <>
      <ScrollArea label="Properties by environment">
        <table className="w-full border-collapse text-sm">
          <caption className="sr-only">Properties by environment</caption>
          <thead className="bg-surface text-left">
            <tr className="h-(--row)">
              <th scope="col" className="px-(--pad) font-medium text-muted">
                Property
              </th>
              {object.environments.map(({ environment }) => (
                <th key={environment} scope="col" className="min-w-40 px-(--pad) font-medium">
                  {environment === object.reference && <span aria-hidden="true">◆ </span>}
                  <SafeName name={environment} />
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {shown.map((row) => (
              <PropertyRow key={row.field.name} {...row} object={object} />
            ))}
          </tbody>
        </table>
      </ScrollArea>
      {folded > 0 && (
        <Button look="quiet" className="mt-2" onClick={() => setIsOpen(true)}>
          Show <Count value={folded} of={['property that is the same', 'properties that are the same']} />
        </Button>
      )}
    </>
  )
}

interface PropertyRowProps {
  readonly field: FieldAnswer
  readonly values: readonly (string | null | undefined)[]
  readonly differing: ReadonlySet<string>
  readonly object: ObjectAnswer
}

function PropertyRow({ field, values, differing, object }: PropertyRowProps) {
  return (
    <tr className="border-border border-t align-top">
      <th scope="row" className="px-(--pad) py-2 text-left font-medium">
        {field.label}
      </th>
      {object.environments.map(({ environment }, i) => (
        <td
          key={environment}
          className={`px-(--pad) py-2 ${differing.has(environment) ? 'st-tint-changed' : ''}`}
        >
          {differing.has(environment) && (
            <span className="mr-1 text-changed">
              <span aria-hidden="true">≠</span>
              <span className="sr-only">differs:</span>
            </span>
          )}
          <FieldValue value={values[i]} text={field.text} />
        </td>
      ))}
    </tr>
  )
}
