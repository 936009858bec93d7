'use client'

import type { ReactNode } from 'react'
import { type Preference, usePreference } from './preference'

interface ChoiceGroupProps<Value extends string> {
  readonly title: string
  readonly preference: Preference<Value>
  readonly labels: Readonly<Record<Value, string>>
  /** What it changes, in a sentence. */
  readonly children?: ReactNode
}

/** The values of a preference, one of which is chosen; the choice holds at once. */
export function ChoiceGroup<Value extends string>(props: ChoiceGroupProps<Value>) {
  const { title, preference, labels, children } = props
  const chosen = usePreference(preference)
  return (
    <fieldset className="pb-3">
      <legend className="pt-3 font-medium">{title}</legend>
      {children && <p className="max-w-[72ch] text-muted text-sm">{children}</p>}
      <div className="mt-1 flex flex-wrap gap-x-6 gap-y-1">
        {preference.values.map((value) => (
          <label key={value} className="flex min-h-6 items-center gap-2">
            <input
              type="radio"
              name={title}
              value={value}
              checked={chosen === value}
              onChange={() => preference.set(value)}
              className="size-4 accent-accent"
            />
            {labels[value]}
          </label>
        ))}
      </div>
    </fieldset>
  )
}
