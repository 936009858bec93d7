/** An expression for a name as it stands in a statement. */
export function quoted(expression: string, quotesAll: boolean): string {
  return quotesAll ? `'"' || replace(${expression}, '"', '""') || '"'` : `quote_ident(${expression})`
}

/** A setting's name as it stands in a statement, with its dots inside the quotes. */
export function settingName(name: string, quotesAll: boolean): string {
  return /^[a-z_][a-z0-9_]*$/.test(name) && !quotesAll ? name : `"${name.replaceAll('"', '""')}"`
}
