import type { ComponentProps } from 'react'

interface TextFieldProps extends Omit<ComponentProps<'input'>, 'onChange' | 'value'> {
  readonly label: string
  readonly value: string
  readonly onChange: (value: string) => void
}

/** A line to type into, under its label; its width is the caller's. */
export function TextField({ label, value, onChange, className = '', ...props }: TextFieldProps) {
  return (
    <label className="flex min-w-0 flex-col gap-1 text-muted text-xs">
      {label}
      <input
        value={value}
        spellCheck={false}
        autoComplete="off"
        onChange={(event) => onChange(event.target.value)}
        className={`h-8 max-w-full rounded-md border border-strong bg-raised px-2 text-fg text-sm ${className}`}
        {...props}
      />
    </label>
  )
}
