import type { ReactNode, Ref } from 'react'

export interface StateBoxProps {
  readonly tone: 'plain' | 'good' | 'bad' | 'unknown'
  readonly title: ReactNode
  readonly children?: ReactNode
  readonly actions?: ReactNode
  /** 1 when this is the whole page. */
  readonly level?: 1 | 2
  readonly role?: 'alert' | 'status'
  readonly ref?: Ref<HTMLElement>
}

const TONES = {
  plain: 'border-border bg-surface',
  good: 'border-ok st-tint-ok',
  bad: 'border-missing border-l-4',
  unknown: 'border-unknown st-hatch',
} as const

/** The one box in which a page or panel says how things stand. */
export function StateBox({ tone, title, children, actions, level = 2, role, ref }: StateBoxProps) {
  const Heading = level === 1 ? 'h1' : 'h2'
  return (
    <section ref={ref} role={role} className={`framed rounded-lg border p-4 ${TONES[tone]}`}>
      <div className={tone === 'unknown' ? 'rounded-md bg-bg p-4' : ''}>
        <Heading className="wrap-anywhere font-semibold text-lg">{title}</Heading>
        {children && <div className="mt-1 max-w-[72ch] space-y-2">{children}</div>}
        {actions && <div className="mt-3 flex flex-wrap gap-2 print:hidden">{actions}</div>}
      </div>
    </section>
  )
}
