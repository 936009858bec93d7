'use client'

import { type ComponentProps, useEffect, useState } from 'react'
import { announce } from './announcer'
import { Button } from './button'

interface Copied {
  /** Names what is copied to those who hear it, such as `DDL of prod`. */
  readonly subject: string
  /** What goes to the clipboard, exactly; asked for at the moment of copying. */
  readonly text: () => string
}

interface CopyActionProps extends Copied {
  /** What the button says; its subject is read out where the label does not name it. */
  readonly label: string
  readonly look?: ComponentProps<typeof Button>['look']
}

const SHOWN_MS = 2_000

/** Copies to the clipboard; gives what came of it last, and what does it. */
export function useCopy({ subject, text }: Copied) {
  const [outcome, setOutcome] = useState<'copied' | 'failed' | null>(null)
  useEffect(() => {
    if (outcome === null) return
    const timer = setTimeout(() => setOutcome(null), SHOWN_MS)
    return () => clearTimeout(timer)
  }, [outcome])
  async function copy() {
    const hasCopied = await navigator.clipboard.writeText(text()).then(
      () => true,
      () => false,
    )
    setOutcome(hasCopied ? 'copied' : 'failed')
    announce(hasCopied ? `${subject} copied` : `${subject} could not be copied`)
  }
  return { outcome, copy }
}

/** A button that copies, and says whether it did. */
export function CopyAction({ label, look, ...copied }: CopyActionProps) {
  const { outcome, copy } = useCopy(copied)
  return (
    <Button look={look} onClick={copy}>
      {outcome === 'copied' ? 'Copied' : outcome === 'failed' ? 'Not copied' : label}
      {!label.includes(copied.subject) && <span className="sr-only"> {copied.subject}</span>}
    </Button>
  )
}
