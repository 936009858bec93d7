import Link from 'next/link'
import type { ComponentProps } from 'react'

const BASE =
  'framed inline-flex h-8 shrink-0 items-center justify-center gap-1.5 whitespace-nowrap rounded-md border px-3 ' +
  'font-medium text-sm motion-safe:transition-colors motion-safe:duration-150 disabled:opacity-55 aria-disabled:opacity-55 print:hidden'

const LOOKS = {
  /** The one main action of a page. */
  primary: 'border-accent bg-accent text-accent-fg not-disabled:hover:opacity-90',
  plain: 'border-strong bg-raised text-fg not-disabled:hover:bg-surface',
  quiet: 'border-transparent text-fg not-disabled:hover:bg-surface',
} as const

type Look = { readonly look?: keyof typeof LOOKS }

export function Button({ look = 'plain', className = '', ...props }: ComponentProps<'button'> & Look) {
  return <button type="button" className={`${BASE} ${LOOKS[look]} ${className}`} {...props} />
}

export function ButtonLink({ look = 'plain', className = '', ...props }: ComponentProps<typeof Link> & Look) {
  return <Link className={`${BASE} ${LOOKS[look]} ${className}`} {...props} />
}
