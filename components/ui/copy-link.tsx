'use client'

import { useState } from 'react'
import { useShortcut } from '../keys/use-shortcut'
import { announce } from './announcer'
import { Button } from './button'

const SHOWN_MS = 2_000

/** Copies the address of the page as it is set now; it holds no secret. */
export function CopyLink() {
  const [outcome, setOutcome] = useState<'copied' | 'failed' | null>(null)
  const copy = async () => {
    const hasCopied = await navigator.clipboard.writeText(window.location.href).then(
      () => true,
      () => false,
    )
    setOutcome(hasCopied ? 'copied' : 'failed')
    announce(hasCopied ? 'Link copied' : 'The link could not be copied')
    setTimeout(() => setOutcome(null), SHOWN_MS)
  }
  useShortcut('copyLink', () => void copy())
  return (
    <Button look="quiet" onClick={copy}>
      {outcome === 'copied' ? 'Copied' : outcome === 'failed' ? 'Not copied' : 'Copy link'}
    </Button>
  )
}
