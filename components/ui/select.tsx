'use client'

export interface SelectChoice {
  readonly value: string
  readonly label: string
}

interface SelectProps {
  readonly label: string
  readonly value: string
  readonly choices: readonly SelectChoice[]
  /** The word for the empty value; without it there is none. */
  readonly empty?: string
  readonly onChange: (value: string) => void
}

/** One of several values. A value of the address that is none of them is shown too, and can be left. */
export function Select({ label, value, choices, empty, onChange }: SelectProps) {
  const isKnown = value === '' || choices.some((choice) => choice.value === value)
  return (
    <label className="flex flex-col gap-1 text-muted text-xs">
      {label}
      <select
        value={value}
        onChange={(event) => onChange(event.target.value)}
        className="h-8 max-w-48 rounded-md border border-strong bg-raised px-2 text-fg text-sm"
      >
        {empty !== undefined && <option value="">{empty}</option>}
        {!isKnown && <option value={value}>{value}</option>}
        {choices.map((choice) => (
          <option key={choice.value} value={choice.value}>
            {choice.label}
          </option>
        ))}
      </select>
    </label>
  )
}
