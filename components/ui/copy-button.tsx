'use client'

import { useEffect, useState } from 'react'
import { announce } from './announcer'
import { Button } from './button'

interface CopyButtonProps {
  /** What goes to the clipboard, exactly. */
  readonly text: string
  /** Names what is copied, such as `DDL of prod`. */
  readonly subject: string
}

const SHOWN_MS = 2_000

export function CopyButton({ text, subject }: CopyButtonProps) {
  const [outcome, setOutcome] = useState<'copied' | 'failed' | null>(null)

  useEffect(() => {
    if (outcome === null) return
    const timer = setTimeout(() => setOutcome(null), SHOWN_MS)
    return () => clearTimeout(timer)
  }, [outcome])

  async function handleClick() {
    const hasCopied = await navigator.clipboard.writeText(text).then(
      () => true,
      () => false,
    )
    setOutcome(hasCopied ? 'copied' : 'failed')
    announce(hasCopied ? `${subject} copied` : `${subject} could not be copied`)
  }

  return (
    <Button look="quiet" className="print:hidden" onClick={handleClick}>
      {outcome === 'copied' ? 'Copied' : outcome === 'failed' ? 'Not copied' : 'Copy'}
      <span className="sr-only"> {subject}</span>
    </Button>
  )
}
