interface ChoiceProps<Value extends string> {
  readonly label: string
  /** Null for all. */
  readonly value: Value | null
  readonly choices: readonly { readonly value: Value; readonly label: string }[]
  readonly onChange: (value: Value | null) => void
}

/** One filter: all, or one of its values. What the address asks for is offered even when it leaves nothing. */
export function Choice<Value extends string>({ label, value, choices, onChange }: ChoiceProps<Value>) {
  const at = choices.findIndex((choice) => choice.value === value)
  const isUnlisted = value !== null && at < 0
  const selected = value === null ? 'all' : isUnlisted ? 'unlisted' : String(at)
  return (
    <label className="flex min-w-0 flex-col gap-1 text-muted text-xs">
      {label}
      <select
        value={selected}
        onChange={(event) => onChange(choices[Number(event.target.value)]?.value ?? null)}
        className="h-8 w-full rounded-md border border-strong bg-raised px-2 text-fg text-sm sm:max-w-48"
      >
        <option value="all">All</option>
        {isUnlisted && <option value="unlisted">{value} (0)</option>}
        {choices.map((choice, i) => (
          <option key={choice.value} value={i}>
            {choice.label}
          </option>
        ))}
      </select>
    </label>
  )
}
