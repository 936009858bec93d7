import { sayObject } from '../../kinds/say-object'
import type { ObjectRef } from '../../objects/address'
import { attachedParts } from '../../objects/attached'
import { effectOf } from './draft-change'
import type { Piece } from './draft-pieces'
import { sayInComment } from './say-in-comment'

/** More than these are told by their number. */
const MOST_NAMED = 3

/** The text of a file: what it is, then its statements, those that drop something marked. */
export function draftText(pieces: readonly Piece[], environment: string): string {
  const where = environment.replaceAll(/\s+|\p{Cc}/gu, ' ')
  const objects = [...new Map(pieces.map((piece) => [piece.change.id, piece.change])).values()]
  const named = objects.map(({ kind, ref }) => sayInComment(kind, ref))
  const what = named.length > MOST_NAMED ? `${named.length} objects` : named.join(', ')
  const parts = pieces.map(({ change, text }) =>
    effectOf(change) === 'drop'
      ? `-- Destructive: ${sayInComment(change.kind, change.ref)} is gone in ${where}.\n${text}`
      : text,
  )
  return `${[`-- From ${where}, where it was done beside the migrations: ${what}.`, ...parts].join('\n\n')}\n`
}

/** A name for a migration that holds these. */
export function suggestName(pieces: readonly Piece[], environment: string): string {
  const changes = [...new Map(pieces.map((piece) => [piece.change.id, piece.change])).values()]
  const [first] = changes
  const root = changes.length > 1 ? (changes.find(({ kind }) => kind.name === 'table') ?? first) : first
  if (
    !root ||
    (changes.length > 1 && !changes.every(({ id, ref }) => id === root.id || isPartOf(ref, root.ref)))
  )
    return plain(`adopt changes of ${environment}`)
  const verb = { create: 'add', change: 'change', drop: 'drop' }[effectOf(root)]
  const { own, on } = sayObject(root.kind.name, root.ref.address, attachedParts(root.kind))
  const name = on ? [...on.name.slice(-1), root.kind.name] : own.slice(-1)
  return plain([verb, ...name].join(' '))
}

function isPartOf(part: ObjectRef, whole: ObjectRef): boolean {
  return whole.address.every((each) => part.address.includes(each))
}

const LONGEST_NAME = 60

function plain(words: string): string {
  const name = words.replaceAll(/\(.*$/gs, '').replaceAll(/[^\p{L}\p{N}]+/gu, '_')
  return name.slice(0, LONGEST_NAME).replace(/^_+|_+$/g, '')
}
