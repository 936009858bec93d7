import type { SecurityIndex } from './security-index'

/** Finds something out about two snapshots once, however many tables ask. */
export function perPair<Result>(
  find: (source: SecurityIndex, target: SecurityIndex) => Result,
): (source: SecurityIndex, target: SecurityIndex) => Result {
  const known = new WeakMap<SecurityIndex, WeakMap<SecurityIndex, { readonly result: Result }>>()
  return (source, target) => {
    const ofSource = known.get(source) ?? new WeakMap<SecurityIndex, { readonly result: Result }>()
    const found = ofSource.get(target) ?? { result: find(source, target) }
    known.set(source, ofSource.set(target, found))
    return found.result
  }
}
