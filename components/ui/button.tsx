'use client'

import Link from 'next/link'
import { type ComponentProps, type FocusEvent, type MouseEvent, useState } from 'react'

const BASE =
  'framed inline-flex h-8 shrink-0 items-center justify-center gap-1.5 whitespace-nowrap rounded-md border px-3 ' +
  'font-medium text-sm motion-safe:transition-colors motion-safe:duration-150 disabled:opacity-55 aria-disabled:opacity-55 print:hidden'

const LOOKS = {
  /** The one main action of a page. */
  primary: 'border-accent bg-accent text-accent-fg not-disabled:not-aria-disabled:hover:opacity-90',
  plain: 'border-strong bg-raised text-fg not-disabled:not-aria-disabled:hover:bg-surface',
  quiet: 'border-transparent text-fg not-disabled:not-aria-disabled:hover:bg-surface',
} as const

type Look = { readonly look?: keyof typeof LOOKS }

interface ButtonProps extends ComponentProps<'button'>, Look {
  /** Whether the second click of a double click does nothing: for what must not be done twice. */
  readonly isOnce?: boolean
}

/** A button that is switched off while it has the focus keeps it, and does nothing until it is on again. */
export function Button({
  look = 'plain',
  className = '',
  disabled = false,
  isOnce = false,
  onClick,
  onFocus,
  onBlur,
  ...props
}: ButtonProps) {
  const [hasFocus, setHasFocus] = useState(false)
  const isHeld = disabled && hasFocus
  return (
    <button
      type="button"
      className={`${BASE} ${LOOKS[look]} ${className}`}
      {...props}
      disabled={disabled && !isHeld}
      {...(isHeld ? { 'aria-disabled': true } : {})}
      onClick={(event: MouseEvent<HTMLButtonElement>) => {
        if (isHeld || (isOnce && event.detail > 1)) event.preventDefault()
        else onClick?.(event)
      }}
      onFocus={(event: FocusEvent<HTMLButtonElement>) => {
        setHasFocus(true)
        onFocus?.(event)
      }}
      onBlur={(event: FocusEvent<HTMLButtonElement>) => {
        setHasFocus(false)
        onBlur?.(event)
      }}
    />
  )
}

export function ButtonLink({ look = 'plain', className = '', ...props }: ComponentProps<typeof Link> & Look) {
  return <Link className={`${BASE} ${LOOKS[look]} ${className}`} {...props} />
}
