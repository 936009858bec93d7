import { type ObjectId, objectId } from '../../objects/address'
import { BUSY, MASKED, UNREADABLE } from '../../sql/fragments'
import type { DraftContext, Drafted, DraftedFields, ObjectChange } from './change'
import { DRAFT_RULES } from './rules/all'

/** What a change does to its object. */
export function effectOf({ wanted, present }: ObjectChange): 'create' | 'change' | 'drop' {
  if (!present) return 'create'
  return wanted ? 'change' : 'drop'
}

/** The object that a changed one belongs to. */
export function parentOf({ kind, wanted, present }: ObjectChange): ObjectId | null {
  const row = wanted ?? present
  const parent = row && kind.parent?.(row)
  return parent ? objectId(parent) : null
}

/** The statements that make one object as an environment has it, by the rule of its kind, or why there are none. */
export function draftChange(change: ObjectChange, context: DraftContext): Drafted {
  const { kind, wanted, present } = change
  const rule = DRAFT_RULES[kind.name]
  if (!rule) return { reason: `Lockstep writes no statements for ${kind.label.many}.` }
  const drafted = byRule()
  if (drafted === 'included') return drafted
  if ('parts' in drafted) return { parts: drafted.parts.map(readable) }
  return isHidden(drafted) ? HIDDEN : drafted

  function byRule(): Drafted {
    if (wanted && present) {
      return (
        rule?.change?.({ wanted, present }, change) ?? {
          reason: `A change of ${kind.label.many} is not written, only new ones are.`,
        }
      )
    }
    if (wanted) return rule?.create(wanted, change, context) ?? 'included'
    return (
      (present && rule?.drop?.(present, change)) ?? {
        reason: `It is gone there, and a drop is only written of views, functions, triggers, policies, indexes, grants and comments.`,
      }
    )
  }
}

const HIDDEN = {
  reason: 'Part of it could not be read there: it is locked, a secret, or hidden from this role.',
}

function readable(part: DraftedFields): DraftedFields {
  return isHidden(part) ? { fields: part.fields, ...HIDDEN } : part
}

function isHidden(
  drafted: { readonly statements: readonly string[] } | { readonly reason: string },
): boolean {
  const statements = 'statements' in drafted ? drafted.statements : []
  return statements.some((each) => [MASKED, UNREADABLE, BUSY].some((mark) => each.includes(mark)))
}
