'use client'

import { useState } from 'react'
import type { ObjectAnswer } from '@/lib/services/object-answer'
import { useShortcut } from '../keys/use-shortcut'
import { Button } from '../ui/button'
import { Count } from '../ui/count'
import { PropertyGrid, type PropertyRow } from './property-grid'

/** Every property in every environment; those that are the same everywhere are folded away. */
export function ObjectProperties({ object }: { readonly object: ObjectAnswer }) {
  const [isOpen, setIsOpen] = useState(false)
  useShortcut('expand', () => setIsOpen(true))
  const rows = object.fields.map(
    (field, i): PropertyRow => ({
      field,
      values: object.environments.map(({ values }) => (values ? (values[i] ?? null) : undefined)),
      isDifferent: object.environments.map(
        ({ difference }) => difference?.fields.some(({ name }) => name === field.name) ?? false,
      ),
    }),
  )
  const different = rows.filter(({ isDifferent }) => isDifferent.includes(true))
  const equal = rows.filter(({ isDifferent }) => !isDifferent.includes(true))
  const shown = isOpen || different.length === 0 ? [...different, ...equal] : different
  const folded = rows.length - shown.length
  return (
    <>
      <PropertyGrid
        label="Properties by environment"
        environments={object.environments.map(({ environment }) => environment)}
        reference={object.reference}
        rows={shown}
        unknown={object.environments.map(({ status, values }) => status === 'unknown' && values === null)}
      />
      {folded > 0 && (
        <Button look="quiet" className="mt-2" onClick={() => setIsOpen(true)}>
          Show <Count value={folded} of={['property that is the same', 'properties that are the same']} />
        </Button>
      )}
    </>
  )
}
