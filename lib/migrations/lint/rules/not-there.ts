import type { RangeVar } from 'libpg-query'
import { qualifiedName } from '../../../sql/display'
import type { Deploy, PlacedEffect } from '../deploy'
import { effectLabel } from '../effect-label'
import { relationName } from '../nodes'
import type { LintContext, LintRule, RuleFinding } from '../rule'
import type { LintStatement } from '../script'

/** What a statement alters or builds on, and nobody has made by then. */
export const notThere: LintRule = {
  id: 'not-there',
  about: 'alters, drops or builds on a table that is not in the target, and that no file before makes',
  check: (statement, at, context) => [
    ...relationsNeeded(statement).flatMap((relation) => judge(relation, at, context)),
    ...dropsOfNothing(statement, at, context),
  ],
}

/** Of what tables bring along, no file says the name. */
const NAMED_BY_SERVER = new Set(['OBJECT_INDEX', 'OBJECT_SEQUENCE'])

function relationsNeeded({ tree }: LintStatement): (RangeVar | undefined)[] {
  const { AlterTableStmt: change, RenameStmt: rename, AlterObjectSchemaStmt: move } = tree
  return [
    ...(change && change.objtype === 'OBJECT_TABLE' && !change.missing_ok ? [change.relation] : []),
    ...(rename?.relation && !rename.missing_ok && !NAMED_BY_SERVER.has(rename.renameType ?? '')
      ? [rename.relation]
      : []),
    ...(move?.relation && !move.missing_ok && !NAMED_BY_SERVER.has(move.objectType ?? '')
      ? [move.relation]
      : []),
    tree.IndexStmt?.relation,
    tree.CreatePolicyStmt?.table,
    tree.CreateTrigStmt?.relation,
  ]
}

function judge(relation: RangeVar | undefined, at: number, { deploy, target }: LintContext): RuleFinding[] {
  const written = relationName(relation)
  if (!written) return []
  const { schema, name } = deploy.resolve(written, at)
  if (deploy.presence('relation', schema, [name], at) !== 'absent') return []
  const later = deploy.madeAfter('relation', schema, [name], at)
  const label = qualifiedName(schema, name)
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
