'use client'

import { useShortcut } from '../keys/use-shortcut'
import { CopyAction, useCopy } from './copy-action'

const LINK = { subject: 'link', text: () => window.location.href }

/** Copies the address of the page as it is set now, by its button or its key; it holds no secret. */
export function CopyLink() {
  const { copy } = useCopy(LINK)
  useShortcut('copyLink', () => void copy())
  return <CopyAction label="Copy link" {...LINK} />
}
