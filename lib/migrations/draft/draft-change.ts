import { BUSY, MASKED, UNREADABLE } from '../../sql/fragments'
import type { DraftContext, Drafted, ObjectChange } from './change'
import { DRAFT_RULES } from './rules/all'

/** What a change does to its object. */
export function effectOf({ wanted, present }: ObjectChange): 'create' | 'change' | 'drop' {
  if (!present) return 'create'
  return wanted ? 'change' : 'drop'
}

/** The statements that make one object as an environment has it, by the rule of its kind, or why there are none. */
export function draftChange(change: ObjectChange, context: DraftContext): Drafted {
  const { kind, wanted, present } = change
  const rule = DRAFT_RULES[kind.name]
  if (!rule) return { reason: `Lockstep writes no statements for ${kind.label.many}.` }
  const drafted = byRule()
  const hidden = drafted !== 'included' && 'statements' in drafted && drafted.statements.some(isHidden)
  return hidden
    ? { reason: 'Part of it could not be read there: it is locked, a secret, or hidden from this role.' }
    : drafted

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

function isHidden(statement: string): boolean {
  return [MASKED, UNREADABLE, BUSY].some((mark) => statement.includes(mark))
}
