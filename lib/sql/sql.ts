declare const brand: unique symbol

/** SQL text that only fixed text, numbers and quoted names can have gone into. */
export type Sql = string & { readonly [brand]: 'Sql' }

/** Joins fixed SQL text with other SQL and numbers; a plain string does not compile. */
export function sql(strings: TemplateStringsArray, ...parts: readonly (Sql | number)[]): Sql {
  return String.raw({ raw: strings.raw }, ...parts) as Sql
}

/** A name, always quoted. */
export function identifier(name: string): Sql {
  return `"${name.replaceAll('"', '""')}"` as Sql
}

/** A text constant that reads the same whatever standard_conforming_strings says. */
export function literal(text: string): Sql {
  const quoted = `'${text.replaceAll("'", "''")}'`
  return (text.includes('\\') ? `E${quoted.replaceAll('\\', '\\\\')}` : quoted) as Sql
}

/** SQL parts with a separator between them. */
export function join(parts: readonly Sql[], separator: string): Sql {
  return parts.join(separator) as Sql
}
