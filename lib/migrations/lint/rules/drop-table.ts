import type { Tree } from '../../../sql/parse-statement'
import { lossSeverity } from '../loss'
import { trees } from '../nodes'
import type { LintContext, LintRule, RuleFinding } from '../rule'
import { weighedTable } from '../weighed-table'

/** A table that goes, with its rows. */
export const dropTable: LintRule = {
  id: 'drop-table',
  about: 'drops a table, a schema with all its tables, or all that a role owns',
  check: ({ tree }, at, context) => [
    ...tables(tree.DropStmt?.removeType, at, context),
    ...schemas(at, context),
    ...owned(tree, context),
  ],
}

function tables(removeType: string | undefined, at: number, context: LintContext): RuleFinding[] {
  if (removeType !== 'OBJECT_TABLE') return []
  return context.deploy.effectsAt(at).flatMap(({ home, name }) => {
    const table = weighedTable({ schema: home, name: name[0] ?? '' }, at, context)
    if (!table) return []
    return [
      {
        severity: lossSeverity(table.weight),
        message: `It drops ${table.label}${table.weight === 'empty' ? '' : ' and its rows'}.`,
        why: `${table.words} Code of the last release that still asks for it fails from then on.`,
        instead:
          'Release code that no longer uses it first; then rename it, wait, and drop it in a later deploy, with a dump at hand.',
      },
    ]
  })
}

function schemas(at: number, { deploy, target }: LintContext): RuleFinding[] {
  return deploy
    .effectsAt(at)
    .filter(({ does, space }) => does === 'drops' && space === 'schema')
    .filter(({ name }) => target.presence('schema', null, name) !== 'absent')
    .filter(() => deploy.statements[at]?.tree.DropStmt?.behavior === 'DROP_CASCADE')
    .map(({ name }) => ({
      severity: 'critical',
      message: `It drops the schema ${name[0]} of ${target.name} with all that is in it.`,
      why: 'CASCADE takes every table, function and type in it, and whatever elsewhere depends on them.',
      instead: 'Name what is to go, one by one, without CASCADE.',
    }))
}

function owned({ DropOwnedStmt: drop }: Tree, { target }: LintContext): RuleFinding[] {
  if (!drop) return []
  const roles = trees(drop.roles).map(({ RoleSpec }) => RoleSpec?.rolename ?? 'the role that runs it')
  return [
    {
      severity: 'critical',
      message: `It drops all that ${roles.join(', ')} owns in ${target.name}: tables with their rows, views, functions.`,
      why: 'What a role owns in an environment is not what it owns where the file was tried out. Its rights go, too.',
      instead: '`reassign owned by … to …` keeps the objects; then only rights are left to be dropped.',
    },
  ]
}
