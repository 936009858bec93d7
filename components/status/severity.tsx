import type { ReactNode } from 'react'
import type { Severity } from '@/lib/objects/kind'
import { Icon } from '../ui/icon'

const SEVERITIES: Record<
  Severity,
  { readonly word: string; readonly tone: string; readonly glyph: ReactNode }
> = {
  critical: {
    word: 'Critical',
    tone: 'border-missing text-missing st-tint-missing font-semibold',
    glyph: <path d="M5.1 1h5.8L15 5.1v5.8L10.9 15H5.1L1 10.9V5.1z" fill="currentColor" stroke="none" />,
  },
  high: {
    word: 'High',
    tone: 'border-changed text-changed st-tint-changed font-semibold',
    glyph: <path d="M8 1.5 15.2 14H.8z" fill="currentColor" stroke="none" />,
  },
  medium: {
    word: 'Medium',
    tone: 'border-strong text-fg',
    glyph: <path d="M8 1.5 14.5 8 8 14.5 1.5 8z" fill="currentColor" stroke="none" />,
  },
  low: {
    word: 'Low',
    tone: 'border-border text-muted',
    glyph: <circle cx="8" cy="8" r="4" fill="currentColor" stroke="none" />,
  },
  cosmetic: {
    word: 'Cosmetic',
    tone: 'border-border text-muted',
    glyph: <circle cx="8" cy="8" r="4" strokeDasharray="2 2" />,
  },
}

/** How serious a difference is: shape and word, with colour for the two that need eyes first. */
export function SeverityBadge({ severity }: { severity: Severity }) {
  const { word, tone, glyph } = SEVERITIES[severity]
  return (
    <span
      data-severity={severity}
      className={`framed inline-flex items-center gap-1 whitespace-nowrap rounded-sm border px-1.5 py-0.5 text-xs ${tone}`}
    >
      <Icon size={10} strokeWidth={2}>
        {glyph}
      </Icon>
      {word}
    </span>
  )
}
