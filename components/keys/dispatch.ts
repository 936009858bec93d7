import { singleKeys } from '../preferences/preferences'
import { isSingleKey, SHORTCUTS, type ShortcutId } from './shortcuts'

/** How long the second key of two may take, in milliseconds. */
const SEQUENCE_MS = 1_500

type Handler = (event: KeyboardEvent) => void

const handlers = new Map<ShortcutId, Handler[]>()
const listeners = new Set<() => void>()
let known: readonly ShortcutId[] = []
let first: { readonly key: string; readonly at: number } | null = null

/** Lets a handler answer a shortcut until the returned function is called; the latest one given wins. */
export function answerShortcut(id: ShortcutId, handler: Handler): () => void {
  if (handlers.size === 0) document.addEventListener('keydown', dispatch)
  handlers.set(id, [...(handlers.get(id) ?? []), handler])
  changed()
  return () => {
    const left = (handlers.get(id) ?? []).filter((each) => each !== handler)
    if (left.length > 0) handlers.set(id, left)
    else handlers.delete(id)
    if (handlers.size === 0) document.removeEventListener('keydown', dispatch)
    changed()
  }
}

/** The shortcuts that the page shown now answers to. */
export function answeredShortcuts(): readonly ShortcutId[] {
  return known
}

export function subscribeToShortcuts(listener: () => void): () => void {
  listeners.add(listener)
  return () => listeners.delete(listener)
}

function changed(): void {
  known = [...handlers.keys()]
  for (const listener of listeners) listener()
}

function dispatch(event: KeyboardEvent): void {
  if (event.defaultPrevented || event.isComposing || document.querySelector('dialog[open]')) return
  const pressed = keysOf(event)
  const before = first && event.timeStamp - first.at < SEQUENCE_MS ? `${first.key} ` : ''
  const found = find(before + pressed) ?? find(pressed)
  first = !found && isSequenceStart(pressed) ? { key: pressed, at: event.timeStamp } : null
  if (!found || !mayAnswer(found, event)) return
  event.preventDefault()
  handlers.get(found)?.at(-1)?.(event)
}

function find(keys: string): ShortcutId | undefined {
  return known.find((id) => SHORTCUTS[id] === keys)
}

function isSequenceStart(key: string): boolean {
  return known.some((id) => SHORTCUTS[id].startsWith(`${key} `))
}

/** A letter typed into a field is text, and Enter on a link or a button is theirs. */
function mayAnswer(id: ShortcutId, { target, ctrlKey, metaKey }: KeyboardEvent): boolean {
  if (ctrlKey || metaKey) return true
  if (isSingleKey(id) && singleKeys.get() === 'off') return false
  const at = target instanceof Element ? target : null
  const isTaken = SHORTCUTS[id] === 'Enter' ? 'a, button, summary, input, select, textarea' : TYPED
  return !at?.closest(isTaken)
}

const TYPED = 'input:not([type=checkbox], [type=radio]), textarea, select, [contenteditable]'

function keysOf({ key, ctrlKey, metaKey, altKey }: KeyboardEvent): string {
  if (altKey) return ''
  const name = key.length === 1 ? key.toLowerCase() : key
  return ctrlKey || metaKey ? `mod+${name}` : name
}
