import type { FieldAnswer } from '@/lib/services/object-answer'
import { ReferenceMark } from '../status/marks'
import { ScrollArea } from '../ui/data-table'
import { SafeName } from '../ui/safe-name'
import { MarkedValue } from './marked-value'

/** One property by environment. */
export interface PropertyRow {
  readonly field: FieldAnswer
  /** Undefined where the environment has no such object. */
  readonly values: readonly (string | null | undefined)[]
  /** By environment, whether the value differs from the reference's. */
  readonly isDifferent: readonly boolean[]
}

interface PropertyGridProps {
  /** Names the table, such as `Properties by environment`. */
  readonly label: string
  readonly environments: readonly string[]
  readonly reference: string | null
  readonly rows: readonly PropertyRow[]
  /** By environment, whether nothing is known of it. */
  readonly unknown?: readonly boolean[]
  /** What stands where an environment has no such object. */
  readonly absent?: string
}

/** Properties by environments; what differs from the reference is marked word by word on both sides. */
export function PropertyGrid({
  label,
  environments,
  reference,
  rows,
  unknown = [],
  absent = 'no such object',
}: PropertyGridProps) {
  const place = environments.indexOf(reference ?? '')
  return (
    <ScrollArea label={label}>
      <table className="w-full border-collapse text-sm">
        <caption className="sr-only">{label}</caption>
        <thead className="bg-surface text-left">
          <tr className="h-(--row)">
            <th scope="col" className="min-w-32 px-(--pad) font-medium text-muted">
              Property
            </th>
            {environments.map((environment) => (
              <th key={environment} scope="col" className="min-w-40 px-(--pad) font-medium">
                <span className="flex items-center gap-1.5">
                  <SafeName name={environment} />
                  {environment === reference && <ReferenceMark />}
                </span>
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {rows.map((row) => (
            <tr key={row.field.name} className="border-border border-t align-top">
              <th scope="row" className="px-(--pad) py-2 text-left font-medium">
                {row.field.label}
              </th>
              {environments.map((environment, i) => (
                <PropertyCell
                  key={environment}
                  row={row}
                  place={i}
                  reference={place}
                  isUnknown={unknown[i] ?? false}
                  absent={absent}
                />
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </ScrollArea>
  )
}

interface PropertyCellProps {
  readonly row: PropertyRow
  readonly place: number
  readonly reference: number
  readonly isUnknown: boolean
  readonly absent: string
}

function PropertyCell({ row, place, reference, isUnknown, absent }: PropertyCellProps) {
  const { field, values, isDifferent } = row
  const differs = isDifferent[place] ?? false
  if (isUnknown)
    return (
      <td className="st-hatch px-(--pad) py-2 text-unknown">
        <span className="rounded-xs bg-bg px-1">unknown</span>
      </td>
    )
  if (values[place] === undefined) return <td className="px-(--pad) py-2 text-muted">{absent}</td>
  return (
    <td className={`px-(--pad) py-2 ${differs ? 'st-tint-changed' : ''}`}>
      <div className="flex gap-1.5">
        {differs && (
          <span className="text-changed">
            <span aria-hidden="true">≠</span>
            <span className="sr-only">differs:</span>
          </span>
        )}
        <div className="min-w-0">
          <MarkedValue
            value={values[place]}
            text={field.text}
            others={place === reference ? valuesThatDiffer(row) : differs ? [values[reference] ?? null] : []}
            side={place === reference ? 'source' : 'target'}
          />
        </div>
      </div>
    </td>
  )
}

function valuesThatDiffer({ values, isDifferent }: PropertyRow): (string | null)[] {
  return values.flatMap((value, i) => (isDifferent[i] && value !== undefined ? [value] : []))
}
