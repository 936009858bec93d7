import { plainName } from '../../shadow/created-role'

/** What the beginning of a `COPY … FROM stdin` names. */
export interface CopiedTable {
  readonly schema: string
  readonly name: string
  /** As they are in the table; empty where the statement names none. */
  readonly columns: readonly string[]
}

const NAME = String.raw`("(?:[^"]|"")+"|[^\s".,()]+)`
const COPY = new RegExp(
  String.raw`^copy\s+(?:only\s+)?(?:${NAME}\s*\.\s*)?${NAME}\s*(?:\(([\s\S]*?)\))?\s+from\s+stdin\b`,
  'i',
)
const EACH = new RegExp(NAME, 'g')

/** The table that a statement copies rows into; null for any other statement. */
export function copiedTable(statement: string): CopiedTable | null {
  const found = COPY.exec(statement)
  if (!found?.[2]) return null
  const [, schema, name, columns = ''] = found
  return {
    schema: schema === undefined ? 'public' : plainName(schema),
    name: plainName(name),
    columns: [...columns.matchAll(EACH)].map(([column]) => plainName(column)),
  }
}
