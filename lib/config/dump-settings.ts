import path from 'node:path'
import type { MaskRule } from './mask-rule'

/** Where dumps go, as people write it: relative to the project, or absolute. */
export interface DumpPlaces {
  readonly types: string
  readonly schema: string
  readonly roles: string
  /** A folder; each dump of data gets a folder of its own in it. */
  readonly data: string
}

/** Which dumps are kept; null for no such limit. */
export interface RetentionRule {
  /** How many of an environment and kind. */
  readonly keep: number | null
  readonly days: number | null
}

/** What a project says about its dumps. */
export interface DumpSettings {
  readonly places: DumpPlaces
  readonly masks: readonly MaskRule[]
  /** As `schema.table`; a `*` stands for any letters. */
  readonly excludeTables: readonly string[]
  /** Which dumps are deleted by themselves. */
  readonly retention: RetentionRule
}

interface DumpSection extends Partial<DumpPlaces> {
  readonly masks?: readonly MaskRule[]
  readonly excludeTables?: readonly string[]
  readonly retention?: Partial<RetentionRule>
}

/** What the section `dumps` of a configuration amounts to, with the customary places where it names none. */
export function dumpSettings(section: DumpSection = {}): DumpSettings {
  const { masks = [], excludeTables = [], retention } = section
  return {
    places: {
      types: section.types ?? 'src/lib/supabase-types.ts',
      schema: section.schema ?? 'data/schema/current-schema.sql',
      roles: section.roles ?? 'data/roles.sql',
      data: section.data ?? 'data',
    },
    masks,
    excludeTables,
    retention: { keep: retention?.keep ?? null, days: retention?.days ?? null },
  }
}

/** What is wrong with the place of a file that dumps replace, or null. */
export function placeMistake(place: string): string | null {
  const parts = place.split(/[\\/]/)
  if (path.isAbsolute(place) || path.win32.isAbsolute(place) || parts.includes('..'))
    return 'The file must lie in the project: write a path relative to this file, without "..".'
  if (place.endsWith('/') || place.endsWith('\\')) return 'This is the path of a folder; name a file in it.'
  if (place.includes('\0')) return 'The path has a character that no path has.'
  if (parts[0] === '.git' || parts[0] === '.lockstep') return `Nothing of a dump belongs into ${parts[0]}.`
  return null
}
