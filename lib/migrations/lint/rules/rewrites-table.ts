import type { AlterTableCmd, ColumnDef } from 'libpg-query'
import { isTrue } from '../../../objects/row'
import { quoteName } from '../../../sql/display'
import type { Tree } from '../../../sql/parse-statement'
import { nameOf, strings, trees, type WrittenName, walk } from '../nodes'
import type { LintContext, LintRule } from '../rule'
import { alterCommands, heldUpTable } from '../weighed-table'

/** Commands that write every row of a table anew, under a lock. */
export const rewritesTable: LintRule = {
  id: 'rewrites-table',
  about: 'adds a column that every row gets a value of its own in, or moves a table',
  check: (statement, at, context) => {
    const table = heldUpTable(statement.tree.AlterTableStmt?.relation, at, context)
    if (!table) return []
    return alterCommands(statement).flatMap((command) => {
      const what =
        rewriteOf(command, (name) => isOwnVolatile(name, at, context)) ?? guardedBy(command, at, context)
      if (!what) return []
      return [
        {
          severity: table.severity,
          message: `${what.message} ${table.label} anew.`,
          why: `${table.words} Nobody can read or write it until that is done.`,
          instead: what.instead,
        },
      ]
    })
  },
}

const IN_STEPS =
  'Add the column without a value, set its default for new rows, and fill the old ones in batches outside the migration.'

interface Rewrite {
  readonly message: string
  readonly instead: string
}

/** A column of a domain with conditions: each row is held against them, and written. */
function guardedBy(
  { subtype, def }: AlterTableCmd,
  at: number,
  { deploy, target }: LintContext,
): Rewrite | null {
  const column = (def as Tree | undefined)?.ColumnDef
  const written = nameOf(strings(column?.typeName?.names))
  if (subtype !== 'AT_AddColumn' || !column || !written || column.typeName?.arrayBounds?.length) return null
  const { name } = written
  const schemas = written.schema === null ? deploy.searchPathAt(at) : [written.schema]
  const find = (kind: string) => schemas.flatMap((schema) => target.find(kind, schema, name))
  const isGuarded =
    find('domain').some((row) => isTrue(row, 'notNull')) || find('domain-constraint').length > 0
  return isGuarded
    ? {
        message: `Adding ${quoteName(column.colname ?? '')} of the domain ${quoteName(name)}, which has conditions, writes`,
        instead: IN_STEPS,
      }
    : null
}

/** Whether a function of the team gives each row a value of its own, by what it says of itself. */
function isOwnVolatile(written: WrittenName, at: number, { deploy, target }: LintContext): boolean {
  const schemas = written.schema === null ? deploy.searchPathAt(at) : [written.schema]
  return schemas.some((schema) =>
    target.find('function', schema, written.name).some(
      // What a function in SQL does is put in its place, and may well be constant.
      ({ volatility, language }) => volatility === 'volatile' && language !== 'sql',
    ),
  )
}

function rewriteOf({ subtype, def }: AlterTableCmd, isOwn: (name: WrittenName) => boolean): Rewrite | null {
  const column = (def as Tree | undefined)?.ColumnDef
  if (subtype === 'AT_AddColumn' && column) {
    const reason = reasonToFill(column, isOwn)
    if (!reason) return null
    return { message: `Adding ${quoteName(column.colname ?? '')} with ${reason} writes`, instead: IN_STEPS }
  }
  if (subtype === 'AT_SetLogged' || subtype === 'AT_SetUnLogged' || subtype === 'AT_SetAccessMethod') {
    return {
      message: 'This writes',
      instead: 'Do it at an hour at which nobody needs the table, with a lock_timeout set.',
    }
  }
  if (subtype === 'AT_SetTableSpace')
    return {
      message: 'Moving it to another tablespace writes',
      instead: 'Use pg_repack, or an hour at which nobody needs the table.',
    }
  return null
}

const SERIAL = new Set(['serial', 'serial2', 'serial4', 'serial8', 'bigserial', 'smallserial'])

/** A constant default is only noted down; what is computed for each row is not. */
function reasonToFill(
  { constraints, typeName }: ColumnDef,
  isOwn: (name: WrittenName) => boolean,
): string | null {
  if (SERIAL.has(strings(typeName?.names).at(-1) ?? '')) return 'a number of its own for each row'
  for (const { Constraint: constraint } of trees(constraints)) {
    if (constraint?.contype === 'CONSTR_IDENTITY') return 'a number of its own for each row'
    if (constraint?.contype === 'CONSTR_GENERATED' && constraint.generated_kind !== 'v')
      return 'a generated value'
    if (constraint?.contype === 'CONSTR_DEFAULT' && isVolatile(constraint.raw_expr, isOwn)) {
      return 'a default that is computed for each row'
    }
  }
  return null
}

/** Functions of the server and of its extensions that give each row a value of its own. */
const VOLATILE = new Set([
  'gen_random_uuid',
  'uuidv4',
  'uuidv7',
  'uuid_generate_v1',
  'uuid_generate_v1mc',
  'uuid_generate_v4',
  'random',
  'clock_timestamp',
  'timeofday',
  'nextval',
  'gen_random_bytes',
  'gen_salt',
])

function isVolatile(expression: unknown, isOwn: (name: WrittenName) => boolean): boolean {
  return walk(expression).some(({ FuncCall }) => {
    const name = nameOf(strings(FuncCall?.funcname))
    return name !== null && (VOLATILE.has(name.name) || isOwn(name))
  })
}
