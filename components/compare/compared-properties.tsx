'use client'

import { useState } from 'react'
import type { ComparedField, ComparedObjectAnswer } from '@/lib/services/read-compared-object'
import { MarkedValue } from '../objects/marked-value'
import { Hazards } from '../status/hazards'
import { SeverityBadge } from '../status/severity'
import { Button } from '../ui/button'
import { Count } from '../ui/count'
import { ScrollArea } from '../ui/data-table'
import { SafeName } from '../ui/safe-name'
import type { SideNames } from './status-words'

interface ComparedPropertiesProps {
  readonly object: ComparedObjectAnswer
  readonly names: SideNames
}

/** What differs, property by property, with why it matters; what is the same is folded away. */
export function ComparedProperties({ object, names }: ComparedPropertiesProps) {
  const [isOpen, setIsOpen] = useState(false)
  const differing = object.fields.filter(({ differs }) => differs)
  const shown = isOpen || differing.length === 0 ? object.fields : differing
  const folded = object.fields.length - shown.length
  const sides = (['source', 'target'] as const).filter((side) => object[side] !== null)
  const hasReason = sides.length === 2
  return (
    <>
      <ScrollArea label="Properties on both sides">
        <table className="w-full border-collapse text-sm">
          <caption className="sr-only">Properties on both sides</caption>
          <thead className="bg-surface text-left">
            <tr className="h-(--row)">
              <th scope="col" className="px-(--pad) font-medium text-muted">
                Property
              </th>
              {sides.map((side) => (
                <th key={side} scope="col" className="min-w-36 px-(--pad) font-medium">
                  <SafeName name={names[side]} />
                </th>
              ))}
              {hasReason && (
                <th scope="col" className="px-(--pad) font-medium text-muted">
                  Why it matters
                </th>
              )}
            </tr>
          </thead>
          <tbody>
            {shown.map((field) => (
              <PropertyRow
                key={field.name}
                field={differing.length === 1 && field.differs ? withWholeReason(field, object) : field}
                sides={sides}
              />
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

/** The only property that differs is why the object is as serious as it is. */
function withWholeReason(field: ComparedField, { severity, hazards }: ComparedObjectAnswer): ComparedField {
  return { ...field, severity: severity ?? field.severity, hazards }
}

interface PropertyRowProps {
  readonly field: ComparedField
  /** The sides that have the object. */
  readonly sides: readonly ('source' | 'target')[]
}

function PropertyRow({ field, sides }: PropertyRowProps) {
  const { label, differs, severity, hazards } = field
  return (
    <tr className="border-border border-t align-top">
      <th scope="row" className="px-(--pad) py-2 text-left font-medium">
        {differs && (
          <span className="mr-1.5 text-changed">
            <span aria-hidden="true">≠</span>
            <span className="sr-only">differs: </span>
          </span>
        )}
        {label}
      </th>
      {sides.map((side) => (
        <td key={side} className="px-(--pad) py-2">
          <MarkedValue value={field[side]} text={field.text} others={othersOf(field, side)} side={side} />
        </td>
      ))}
      {sides.length === 2 && (
        <td className="px-(--pad) py-2">
          {differs ? (
            <span className="flex flex-wrap items-center gap-2">
              <SeverityBadge severity={severity} />
              <Hazards hazards={hazards} />
            </span>
          ) : (
            <span className="text-muted">the same</span>
          )}
        </td>
      )}
    </tr>
  )
}

/** What the value of a side is marked against. */
function othersOf({ source, target, differs }: ComparedField, side: 'source' | 'target'): (string | null)[] {
  const other = side === 'source' ? target : source
  return differs && other !== undefined ? [other] : []
}
