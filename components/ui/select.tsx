'use client'

export interface SelectChoice<Value extends string> {
  readonly value: Value
  readonly label: string
  /** The heading it stands under; those of one heading follow each other. */
  readonly group?: string
}

interface SelectProps<Value extends string> {
  readonly label: string
  /** Tells it from other controls of the page. */
  readonly name?: string
  /** Null for none of the choices. */
  readonly value: Value | null
  readonly choices: readonly SelectChoice<Value>[]
  /** The word for none; without it one of the choices must be chosen. */
  readonly none?: string
  readonly onChange: (value: Value | null) => void
  readonly isDisabled?: boolean
  /** Where the label stands. */
  readonly layout?: 'above' | 'beside'
}

const LAYOUTS = {
  above: 'flex min-w-0 flex-col gap-1 text-xs',
  beside: 'flex items-center gap-2 text-sm',
} as const

/** One of several values, or none. What the address asks for is shown even where it is none of them, and can be left. */
export function Select<Value extends string>(props: SelectProps<Value>) {
  const { label, name, value, choices, none, onChange, isDisabled, layout = 'above' } = props
  const at = choices.findIndex((choice) => choice.value === value)
  const isUnlisted = value !== null && at < 0
  // Places stand for the values, so that an empty text is a value like any other.
  const selected = value === null ? 'none' : isUnlisted ? 'unlisted' : String(at)
  const groups = new Set(choices.map(({ group }) => group))
  return (
    <label className={`text-muted print:hidden ${LAYOUTS[layout]}`}>
      {label}
      <select
        name={name}
        value={selected}
        disabled={isDisabled}
        onChange={(event) => onChange(choices[Number(event.target.value)]?.value ?? null)}
        className="h-8 w-full rounded-md border border-strong bg-raised px-2 text-fg text-sm disabled:text-muted sm:max-w-56"
      >
        {none !== undefined && <option value="none">{none}</option>}
        {isUnlisted && <option value="unlisted">{value}</option>}
        {[...groups].map((group) => (
          <Options key={group ?? ''} group={group} choices={choices} />
        ))}
      </select>
    </label>
  )
}

interface OptionsProps {
  readonly group: string | undefined
  readonly choices: readonly SelectChoice<string>[]
}

function Options({ group, choices }: OptionsProps) {
  const options = choices.map(
    (choice, i) =>
      choice.group === group && (
        <option key={choice.value} value={i}>
          {choice.label}
        </option>
      ),
  )
  return group === undefined ? options : <optgroup label={group}>{options}</optgroup>
}
