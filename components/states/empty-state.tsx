import type { ReactNode } from 'react'
import { StateBox, type StateBoxProps } from './state-box'

/** Nothing to show, why, and what to do next. */
export function EmptyState(props: Omit<StateBoxProps, 'tone'>) {
  return <StateBox tone="plain" {...props} />
}

interface InStepStateProps {
  readonly title: ReactNode
  /** What was compared, when, and what rules hid: all is well only if it is said of what. */
  readonly children: ReactNode
  readonly actions?: ReactNode
}

/** Everything that was compared is the same. */
export function InStepState(props: InStepStateProps) {
  return <StateBox tone="good" {...props} />
}
