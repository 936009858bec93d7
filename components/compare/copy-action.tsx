'use client'

import { useEffect, useState } from 'react'
import { announce } from '../ui/announcer'
import { Button } from '../ui/button'

interface CopyActionProps {
  /** What the button says, such as `Copy link`. */
  readonly label: string
  /** What goes to the clipboard; asked for at the moment of copying. */
  readonly text: () => string
}

const SHOWN_MS = 2_000

/** Copies to the clipboard; gives what came of it last, and what does it. */
export function useCopy({ label, text }: CopyActionProps) {
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
    announce(`${label}: ${hasCopied ? 'copied' : 'could not be copied'}`)
  }
  return { outcome, copy }
}

/** A button that copies, and says whether it did. */
export function CopyAction(props: CopyActionProps) {
  const { outcome, copy } = useCopy(props)
  return (
    <Button className="print:hidden" onClick={copy}>
      {outcome === 'copied' ? 'Copied' : outcome === 'failed' ? 'Not copied' : props.label}
    </Button>
  )
}
