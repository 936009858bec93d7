import { qualifiedName } from '../../../sql/display'
import type { Deploy, PlacedEffect } from '../deploy'
import { effectLabel } from '../effect-label'
import type { WrittenName } from '../nodes'
import { relationsNeeded } from '../relations-needed'
import type { LintContext, LintRule, RuleFinding } from '../rule'
import type { LintStatement } from '../script'

/** What a statement alters, fills, reads or builds on, and nobody has made by then. */
export const notThere: LintRule = {
  id: 'not-there',
  about: 'names a table that is not in the target, and that no file before makes',
  check: (statement, at, context) => [
    ...relationsNeeded(statement.tree).flatMap((written) => judge(written, at, context)),
    ...dropsOfNothing(statement, at, context),
  ],
}

function judge(written: WrittenName, at: number, { deploy, target }: LintContext): RuleFinding[] {
  const { schema, name } = deploy.resolve(written, at)
  if (deploy.presence('relation', schema, [name], at) !== 'absent') return []
  const label = qualifiedName(schema, name)
  if (mayBringTables(at, deploy, target) || isToldBefore(label, at, deploy)) return []
  const later = deploy.madeAfter('relation', schema, [name], at)
  return [
    {
      severity: 'high',
      message: `${label} is not there when this runs in ${target.name}, so the deploy fails here.`,
      why: later
        ? `It is made only later, in ${later.path}:${later.line}.`
        : `No pending file makes it, and ${target.name} does not have it: it was made by hand elsewhere, or a file that was marked as applied never ran.`,
      instead: later
        ? 'Bring the two into order.'
        : `Find out what makes it elsewhere, and put that into a file before this one.`,
    },
  ]
}

const told = new WeakMap<Deploy, Map<string, number>>()

/** Once it failed for want of a relation, no later statement that needs it runs. */
function isToldBefore(label: string, at: number, deploy: Deploy): boolean {
  const places = told.get(deploy) ?? new Map<string, number>()
  told.set(deploy, places)
  const first = places.get(label) ?? at
  places.set(label, first)
  return first < at
}

/** Whether an extension may have them that no file names: one made just before, or one of a server that does not answer. */
function mayBringTables(at: number, deploy: Deploy, { live, presence }: LintContext['target']): boolean {
  return (
    live === null ||
    deploy.effects.some(
      (effect) =>
        effect.at < at &&
        effect.does === 'creates' &&
        effect.space === 'extension' &&
        presence('extension', null, effect.name) !== 'present',
    )
  )
}

/** What drops fail for. Sequences, and constraints of tables that these files change, have names that no file says. */
const KNOWN_BY_NAME = new Set([
  'table',
  'foreign table',
  'view',
  'materialized view',
  'policy',
  'trigger',
  'column',
  'constraint',
])

function dropsOfNothing({ tree }: LintStatement, at: number, { deploy, target }: LintContext): RuleFinding[] {
  if (tree.RenameStmt || tree.AlterObjectSchemaStmt) return []
  return deploy
    .effectsAt(at)
    .filter(({ does, noun, isLenient }) => does === 'drops' && !isLenient && KNOWN_BY_NAME.has(noun))
    .filter(({ space, home, name }) => deploy.presence(space, home, name, at) === 'absent')
    .filter((effect) => !isUnnamedPart(effect, at, deploy))
    .map((effect) => ({
      severity: 'high',
      message: `The ${effect.noun} ${effectLabel(effect)} is not in ${target.name} when this drops it, so the deploy fails here.`,
      why: 'It was never made there, has another name there, or was dropped by hand.',
      instead: 'Write `if exists`.',
    }))
}

/** A part of a table that is not there is told with the table; one of a table that these files change may have got its name by itself. */
function isUnnamedPart(
  { space, home, name: [table = ''] }: PlacedEffect,
  at: number,
  deploy: Deploy,
): boolean {
  if (space === 'relation') return false
  if (deploy.presence('relation', home, [table], at) !== 'present') return true
  if (space !== 'column' && space !== 'constraint') return false
  return deploy.effects.some(
    (effect) =>
      effect.at < at && effect.home === home && effect.name[0] === table && effect.does === 'creates',
  )
}
