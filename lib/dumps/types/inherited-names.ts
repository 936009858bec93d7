import type { GeneratorMetadata } from '@supabase/postgrest-typegen'

/** Stands after such a name while the generator works: part of a word, and in order before what may follow it. */
const MARK = '$named'

const INHERITED = Object.getOwnPropertyNames(Object.prototype)
const MARKED = new RegExp(`\\b(${INHERITED.join('|')})\\${MARK}`, 'g')

/**
 * Functions whose names every object of JavaScript has, such as `constructor`, under names that none has: the generator
 * gathers functions by name in such an object, and breaks on what it finds there.
 */
export function markInheritedNames(metadata: GeneratorMetadata): GeneratorMetadata {
  const functions = metadata.functions.map((each) =>
    INHERITED.includes(each.name) ? { ...each, name: each.name + MARK } : each,
  )
  return { ...metadata, functions }
}

/** The text with the names as they are. */
export function unmarkInheritedNames(text: string): string {
  return text.replaceAll(MARKED, '$1')
}
