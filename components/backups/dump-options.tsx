'use client'

import type { DumpWhat } from '@/lib/dumps/dump-record'
import { Select } from '../ui/select'
import { TextField } from '../ui/text-field'
import { useTypedText } from '../ui/use-typed-text'
import type { BackupsState, SetBackupsState } from './backups-state'
import { FORMATS, holdsRows, isRestorable } from './dump-words'

interface DumpOptionsFieldsProps {
  readonly what: DumpWhat
  readonly state: BackupsState
  readonly onChange: SetBackupsState
}

/** How rows are written, of which tables, and whether the dump is tested. */
export function DumpOptionsFields({ what, state, onChange }: DumpOptionsFieldsProps) {
  return (
    <div className="flex flex-wrap items-end gap-x-4 gap-y-3">
      {holdsRows(what) && <RowOptions state={state} onChange={onChange} />}
      {isRestorable(what) && (
        <Check
          label="Then test the restore"
          isChecked={state.test}
          onChange={(test) => onChange({ test: test ? null : false })}
        />
      )}
    </div>
  )
}

function RowOptions({ state, onChange }: Omit<DumpOptionsFieldsProps, 'what'>) {
  return (
    <>
      <Select
        label="Rows as"
        value={state.format}
        choices={FORMATS}
        onChange={(format) => onChange({ format })}
      />
      <NamesField
        label="Only these tables"
        placeholder="all, or public.orders, billing.*"
        value={state.tables}
        onChange={(tables) => onChange({ tables })}
      />
      <NamesField
        label="Without these tables"
        placeholder="none, or public.audit_*"
        value={state.without}
        onChange={(without) => onChange({ without })}
      />
      <Check
        label="Compressed"
        isChecked={state.compressed || state.format === 'custom'}
        isDisabled={state.format === 'custom'}
        onChange={(compressed) => onChange({ compressed })}
      />
      <Check
        label="Leave out tables I may not read"
        isChecked={state.skip}
        onChange={(skip) => onChange({ skip })}
      />
    </>
  )
}

/** The tables are looked for after it; whoever leaves the field means what stands in it. */
const PAUSE_MS = 400

interface NamesFieldProps {
  readonly label: string
  readonly placeholder: string
  readonly value: string
  readonly onChange: (value: string) => void
}

function NamesField({ label, placeholder, value, onChange }: NamesFieldProps) {
  const { typed, setTyped, settle } = useTypedText({ value, onPause: onChange, pauseMs: PAUSE_MS })
  return (
    <TextField
      label={label}
      value={typed}
      onChange={setTyped}
      onBlur={settle}
      placeholder={placeholder}
      maxLength={2000}
      className="w-72 sm:w-60"
    />
  )
}

interface CheckProps {
  readonly label: string
  readonly isChecked: boolean
  readonly isDisabled?: boolean
  readonly onChange: (isChecked: boolean) => void
}

function Check({ label, isChecked, isDisabled, onChange }: CheckProps) {
  return (
    <label className="flex min-h-8 items-center gap-2 text-sm">
      <input
        type="checkbox"
        checked={isChecked}
        disabled={isDisabled}
        onChange={(event) => onChange(event.target.checked)}
        className="size-4 accent-accent"
      />
      {label}
    </label>
  )
}
