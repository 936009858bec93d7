function sqlState(error: unknown): string | undefined {
  return error instanceof Error && 'code' in error && typeof error.code === 'string' ? error.code : undefined
}

/** https://www.postgresql.org/docs/current/errcodes-appendix.html */
export function isPermissionDenied(error: unknown): boolean {
  return sqlState(error) === '42501'
}

export function isLockTimeout(error: unknown): boolean {
  return sqlState(error) === '55P03'
}

/** A statement that somebody cancelled has the same code. */
export function isStatementTimeout(error: unknown): boolean {
  return sqlState(error) === '57014' && !(error as Error).message.includes('user request')
}

/** What a foreign-data wrapper answers that has no handler, or whose library is gone or fails. */
export function isOfForeignData(error: unknown): boolean {
  return /^(?:HV...|55000|58P01)$/.test(sqlState(error) ?? '')
}

/** A text with bytes that are none in the encoding of the database, or none in ours. */
export function isNotText(error: unknown): boolean {
  return ['22021', '22P05'].includes(sqlState(error) ?? '')
}

/** Deparse functions fail with an internal or an undefined-object error when what they look at was dropped meanwhile. */
export function isChangedDuringRead(error: unknown): boolean {
  return ['XX000', '42P01', '42703', '42704', '42883'].includes(sqlState(error) ?? '')
}
