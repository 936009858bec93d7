import { text } from '../../../objects/row'
import { qualifiedName } from '../../../sql/display'
import { CONTRIB } from '../contrib'
import type { Deploy, PlacedEffect } from '../deploy'
import { effectLabel } from '../effect-label'
import { isToldBefore, missing } from '../missing'
import { isKnownColumn, missingColumns } from '../missing-columns'
import { missingNames } from '../missing-names'
import { mayBeGiven, mayNameItself } from '../names-itself'
import type { WrittenName } from '../nodes'
import { relationsNeeded } from '../relations-needed'
import type { LintContext, LintRule, RuleFinding } from '../rule'
import type { LintStatement } from '../script'

/** What a statement alters, fills, reads or builds on, and nobody has made by then. */
export const notThere: LintRule = {
  id: 'not-there',
  about:
    'names a table, column, type, function or schema that is not in the target, and that no file before makes',
  check: (statement, at, context) => [
    ...relationsNeeded(statement.tree).flatMap((written) => judge(written, at, context)),
    ...missingColumns(statement, at, context),
    ...missingNames(statement, at, context),
    ...dropsOfNothing(statement, at, context),
  ],
}

function judge(written: WrittenName, at: number, context: LintContext): RuleFinding[] {
  const { deploy, target } = context
  const { schema, name } = deploy.resolve(written, at)
  if (deploy.presence('relation', schema, [name], at) !== 'absent') return []
  if (deploy.presence('type', schema, [name], at) !== 'absent') return []
  if (deploy.statements.slice(0, at).some(({ tree }) => mayBeGiven(name, tree))) return []
  const label = qualifiedName(schema, name)
  if (written.schema === null ? isElsewhere(name, at, context) : isMadeAnywhere(name, at, deploy)) return []
  if (mayBeOfExtension(name, at, context) || isToldBefore(label, at, deploy)) return []
  const later = deploy.madeAfter('relation', schema, [name], at)
  return [missing(`${label} is not there`, later, target.name)]
}

/** Whether an extension may have it that no file names: one made just before, or one of a server that does not answer. */
function mayBeOfExtension(name: string, at: number, { deploy, target }: LintContext): boolean {
  return (
    (target.live === null && target.find('extension').some((row) => !CONTRIB.has(text(row, 'name')))) ||
    deploy.hasNewExtension(at, name.startsWith('pg_') ? undefined : CONTRIB)
  )
}

/** Whether the target has it, but in no schema that is searched: whoever deploys may search others. */
function isElsewhere(name: string, at: number, { deploy, target }: LintContext): boolean {
  if (!hangsOnRole(at, deploy)) return false
  const has = (schema: string) => target.presence('relation', schema, [name]) === 'present'
  return !deploy.searchPathAt(at).some(has) && target.find('schema').some((row) => has(text(row, 'name')))
}

/** Whether the files made it without saying where, so that whoever deploys may have it in another schema than this one. */
function isMadeAnywhere(name: string, at: number, deploy: Deploy): boolean {
  return deploy.effects.some(
    (effect) =>
      effect.at < at &&
      effect.does === 'creates' &&
      effect.space === 'relation' &&
      effect.schema === null &&
      effect.name[0] === name &&
      hangsOnRole(effect.at, deploy),
  )
}

/** A role may have a search path of its own, and `$user` is its name. */
function hangsOnRole(at: number, deploy: Deploy): boolean {
  const ofFile = deploy.statements[at]?.searchPath
  return !ofFile || ofFile.includes('$user')
}

/** What drops fail for. Sequences have names that no file says. */
const KNOWN_BY_NAME = new Set([
  'table',
  'foreign table',
  'view',
  'materialized view',
  'index',
  'policy',
  'trigger',
  'column',
  'constraint',
])

/** Tables and columns that are renamed are told with all that is needed. */
const RENAMED_PARTS = new Set(['OBJECT_TABCONSTRAINT', 'OBJECT_POLICY', 'OBJECT_TRIGGER'])

function dropsOfNothing({ tree }: LintStatement, at: number, context: LintContext): RuleFinding[] {
  const { deploy, target } = context
  const { RenameStmt: rename } = tree
  if (tree.AlterObjectSchemaStmt || (rename && !RENAMED_PARTS.has(rename.renameType ?? ''))) return []
  return deploy
    .effectsAt(at)
    .filter(({ does, noun, isLenient }) => does === 'drops' && !isLenient && KNOWN_BY_NAME.has(noun))
    .filter(({ space, home, name }) => deploy.presence(space, home, name, at) === 'absent')
    .filter((effect) => isKnownByName(effect, at, context))
    .map((effect) => ({
      severity: 'high',
      message: `The ${effect.noun} ${effectLabel(effect)} is not in ${target.name} when this ${rename ? 'renames' : 'drops'} it, so the deploy fails here.`,
      why: 'It was never made there, has another name there, or was dropped by hand.',
      instead: rename ? 'Find out what it is called there.' : 'Write `if exists`.',
    }))
}

/** Since then, a NOT NULL is a constraint, and no snapshot lists those that got their names by themselves. */
const NAMES_NOT_NULL = 18

/** A part of a table that is not there is told with the table; what these files make may have got its name by itself. */
function isKnownByName(
  { space, noun, schema, home, name }: PlacedEffect,
  at: number,
  context: LintContext,
): boolean {
  const { deploy } = context
  const before = deploy.statements.slice(0, at)
  if (space === 'relation' && schema === null && isElsewhere(name[0] ?? '', at, context)) return false
  if (space === 'relation' && noun !== 'index') return !mayBeOfExtension(name[0] ?? '', at, context)
  if (space === 'relation') return !before.some(({ tree }) => mayNameItself(tree))
  const [table = '', part = ''] = name
  if (deploy.presence('relation', home, [table], at) !== 'present') return false
  if (space === 'column') return isKnownColumn(part, { schema: home ?? 'public', name: table }, at, context)
  if (space !== 'constraint') return true
  if (context.target.snapshot.server.major >= NAMES_NOT_NULL && /_not_null\d*$/.test(part)) return false
  return !before.some(({ tree }) => mayNameItself(tree, part))
}
