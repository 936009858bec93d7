import { type SaidAddress, sayAddress } from '../objects/attached'

/** Kinds whose addresses end with the types of their arguments. */
export const ROUTINE_KINDS: ReadonlySet<string> = new Set(['function', 'aggregate'])

/**
 * An object's name in the order people say it in, with the types of a routine's arguments in brackets behind its name:
 * `anon` on function `public.accept_estimate(uuid)`.
 * @param attachedParts how many parts of the address are those of the object it is attached to
 */
export function sayObject(kind: string, address: readonly string[], attachedParts: number): SaidAddress {
  if (attachedParts === 0) return { own: present(withArguments(kind, address)), on: null }
  const [onKind = '', ...rest] = address
  const on = withArguments(onKind, rest.slice(0, attachedParts))
  const { own } = sayAddress(address, attachedParts)
  return { own, on: { kind: onKind.replaceAll('-', ' '), name: present(on) } }
}

function withArguments(kind: string, address: readonly string[]): readonly string[] {
  const name = address.at(-2)
  if (!ROUTINE_KINDS.has(kind) || name === undefined) return address
  return [...address.slice(0, -2), `${name}(${address.at(-1)})`]
}

function present(parts: readonly string[]): string[] {
  return parts.filter((part) => part !== '')
}
