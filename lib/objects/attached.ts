import type { Kind } from './kind'

/** The address of what is attached to another object begins with that object's kind, in the column of this name. */
const ON_KIND = 'onKind'
/** The columns that may follow it and hold the other object's own address. */
const ON_ADDRESS = ['first', 'second', 'third', 'name']

/**
 * For kinds whose objects are attached to objects of any other kind, as grants and comments are: how many parts of the
 * address are the other object's. 0 for every other kind.
 */
export function attachedParts({ address }: Kind): number {
  if (address[0] !== ON_KIND) return 0
  return address.filter((column) => ON_ADDRESS.includes(column)).length
}

/** An address in the order people say it in. */
export interface SaidAddress {
  /** The object's own name: all of it, or for what is attached to another object only what comes on top. */
  readonly own: readonly string[]
  /** Kind and name of the object it is attached to. */
  readonly on: { readonly kind: string; readonly name: readonly string[] } | null
}

/** `authenticated on column public.profiles.is_staff` rather than its parts one after the other; empty parts are left out. */
export function sayAddress(address: readonly string[], parts: number): SaidAddress {
  const present = (parts: readonly string[]) => parts.filter((part) => part !== '')
  if (parts === 0) return { own: present(address), on: null }
  const [kind = '', ...rest] = address
  return {
    own: present(rest.slice(parts)),
    on: { kind: kind.replaceAll('-', ' '), name: present(rest.slice(0, parts)) },
  }
}
