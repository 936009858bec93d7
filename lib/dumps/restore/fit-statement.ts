import { readableNotNulls } from '../schema/not-null-clauses'

/**
 * The first majors that know a setting which a newer pg_dump writes at the top, what it says about a subscription, and
 * what it says about a sequence.
 */
const KNOWS_TRANSACTION_TIMEOUT = 17
const KNOWS_RUN_AS_OWNER = 16
const KNOWS_LOGGED_SEQUENCES = 15

/**
 * A statement of pg_dump as a server of this major knows it, or null for one that it needs not. Patched servers set an
 * option on every column themselves: an unpatched pg_dump takes it for one that users set, and no server accepts it.
 */
export function fitStatement(statement: string, major: number): string | null {
  if (/^ALTER TABLE [^;]+ SET \(pg_attver=\d+\)$/.test(statement)) return null
  // Triggers are made after the rows anyway, and only a superuser may do this with those of foreign keys.
  if (/^ALTER TABLE [^;]+ (?:DISABLE|ENABLE) TRIGGER ALL$/.test(statement)) return null
  // Such a trigger has another name wherever its constraint is made.
  if (/^ALTER TABLE [^;]+ TRIGGER "\w+_ConstraintTrigger_(?:[ac]_)?\d+"$/.test(statement)) return null
  if (major < KNOWS_TRANSACTION_TIMEOUT && /^SET transaction_timeout /.test(statement)) return null
  // Until 15 every subscription does.
  if (major < KNOWS_RUN_AS_OWNER && /^CREATE SUBSCRIPTION /.test(statement))
    return statement.replace(/, run_as_owner = true\b(?=[^']*$)/, '')
  // Until 14 every sequence is logged, also that of a table that is not.
  const isIdentity = /^ALTER TABLE [^;]+ ADD GENERATED [^;]+ AS IDENTITY \(/.test(statement)
  if (major < KNOWS_LOGGED_SEQUENCES && isIdentity) return statement.replace(/^ +LOGGED$/m, '')
  return readableNotNulls(statement, major)
}
