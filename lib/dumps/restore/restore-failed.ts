import { AppError } from '../../objects/app-error'
import type { RefusedStatement } from './refused-statement'

/** A statement that the server refused as an error for people: file, line, the server's words, and what they mean. */
export function restoreFailed(refused: RefusedStatement, cause?: unknown): AppError {
  const { file, line, message, sqlState, statement, detail } = refused
  return new AppError(
    {
      code: 'E-RESTORE-FAILED',
      message: `${file.name}:${line}: ${message}`,
      hint: whatItMeans(refused),
      detail: [`SQLSTATE ${sqlState} in: ${statement}`, detail].filter(Boolean).join('\n'),
    },
    { cause },
  )
}

/** What a refusal most likely means, in a sentence or two. */
export function whatItMeans({ sqlState, table }: Pick<RefusedStatement, 'sqlState' | 'table'>): string {
  if (sqlState === '42501')
    return 'The role that restores may not do this: it takes the rights of a superuser or of an owner.'
  if (sqlState === '0A000' || sqlState === '58P01')
    return 'The server does not have this extension or feature.'
  if (EXISTS.has(sqlState)) return 'Something of this name is there already.'
  if (LACKS.has(sqlState))
    return 'It needs something that is not there: the dump leaves it out, or it was made by hand later.'
  if (sqlState.startsWith('23'))
    return 'The rows contradict a rule of their table: they are not those of one moment, or were changed.'
  if (sqlState.startsWith('22'))
    return `The server does not understand a value${table ? ` of ${table.schema}.${table.name}` : ''}: it was changed, or is of another version.`
  if (sqlState === '42601')
    return 'The server does not understand the statement; it may be of a newer version of Postgres, or was changed.'
  if (sqlState === '53200')
    return 'The server has too little memory for locks: raise max_locks_per_transaction there and restart it.'
  if (sqlState === '53100') return 'The disk of the server is full.'
  if (sqlState === '55P03') return 'Somebody else holds a lock there.'
  return 'The server’s own words say why.'
}

/** SQLSTATEs of what is there already: table, object, schema, function, column, database. */
const EXISTS = new Set(['42P07', '42710', '42P06', '42723', '42701', '42P04'])

/** SQLSTATEs of what is not there: table, object, schema, function, column. */
export const LACKS: ReadonlySet<string> = new Set(['42P01', '42704', '3F000', '42883', '42703'])
