import type { ReactNode } from 'react'
import { Icon } from '../ui/icon'

interface MarkProps {
  readonly glyph: ReactNode
  readonly tone: string
  /** Whether the words may be left to a screen reader where there is little room. */
  readonly isShort?: boolean
  readonly children: ReactNode
}

/** A mark beside a status, never in its place. */
function Mark({ glyph, tone, isShort = false, children }: MarkProps) {
  return (
    <span className={`inline-flex items-center gap-1 whitespace-nowrap text-xs ${tone}`}>
      <Icon size={12} strokeWidth={1.75}>
        {glyph}
      </Icon>
      <span className={isShort ? 'sr-only lg:not-sr-only' : ''}>{children}</span>
    </span>
  )
}

/** The environment the others are measured against. */
export function ReferenceMark() {
  return (
    <Mark
      glyph={<path d="M8 1 15 8l-7 7-7-7z" fill="currentColor" stroke="none" />}
      tone="text-accent"
      isShort
    >
      reference
    </Mark>
  )
}

/** What is shown was read some time ago; `children` says when. */
export function StaleMark({ children }: { children: ReactNode }) {
  const glyph = (
    <>
      <circle cx="8" cy="8" r="6.5" />
      <path d="M8 1.5V8h6.5A6.5 6.5 0 0 0 8 1.5z" fill="currentColor" stroke="none" />
    </>
  )
  return (
    <Mark glyph={glyph} tone="text-muted">
      <span className="sr-only">stale, </span>
      {children}
    </Mark>
  )
}

/** What making the target like the source would risk, such as `opens access`. */
export function RiskMark({ children }: { children: ReactNode }) {
  return (
    <Mark glyph={<path d="M8 2 15 14H1z" fill="currentColor" />} tone="text-changed">
      {children}
    </Mark>
  )
}

/** An environment that nothing is written to without a typed confirmation. */
export function ProtectedMark() {
  const glyph = (
    <>
      <rect x="2.75" y="7" width="10.5" height="7.25" rx="1" fill="currentColor" />
      <path d="M5 7V5a3 3 0 0 1 6 0v2" />
    </>
  )
  return (
    <Mark glyph={glyph} tone="text-muted" isShort>
      protected
    </Mark>
  )
}
