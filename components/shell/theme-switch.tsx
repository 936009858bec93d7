'use client'

import type { ReactNode } from 'react'
import { usePreference } from '../preferences/preference'
import { theme } from '../preferences/preferences'
import { Icon } from '../ui/icon'

type Theme = (typeof theme.values)[number]

const LOOKS: Record<Theme, { readonly label: string; readonly icon: ReactNode }> = {
  light: {
    label: 'Light',
    icon: (
      <>
        <circle cx="8" cy="8" r="3" />
        <path d="M8 1v1.5M8 13.5V15M1 8h1.5M13.5 8H15M3 3l1 1M12 12l1 1M13 3l-1 1M4 12l-1 1" />
      </>
    ),
  },
  dark: { label: 'Dark', icon: <path d="M13.5 9.8A6 6 0 0 1 6.2 2.5a6 6 0 1 0 7.3 7.3z" /> },
  system: { label: 'As the system', icon: <path d="M1.5 2.5h13v8.5h-13zM5.5 14h5M8 11v3" /> },
}

const ORDER: readonly Theme[] = ['light', 'dark', 'system']

export function ThemeSwitch() {
  const chosen = usePreference(theme)
  return (
    <fieldset className="framed flex rounded-md border border-strong max-md:hidden">
      <legend className="sr-only">Theme</legend>
      {ORDER.map((value) => (
        <label
          key={value}
          title={LOOKS[value].label}
          className="flex size-7 cursor-pointer items-center justify-center rounded-md text-muted hover:text-fg has-checked:bg-fg has-checked:text-bg forced-colors:has-checked:border-2 has-focus-visible:outline-2 has-focus-visible:outline-ring has-focus-visible:outline-offset-2"
        >
          <input
            type="radio"
            name="theme"
            value={value}
            checked={chosen === value}
            onChange={() => theme.set(value)}
            className="sr-only"
          />
          <span className="sr-only">{LOOKS[value].label}</span>
          <Icon>{LOOKS[value].icon}</Icon>
        </label>
      ))}
    </fieldset>
  )
}
