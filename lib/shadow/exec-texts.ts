import pg from 'pg'

/** Runs texts of one or more statements over one connection of our own embedded server; rows of the last. */
export async function execTexts(url: string, texts: readonly string[]): Promise<Record<string, unknown>[]> {
  const client = new pg.Client({ connectionString: url })
  client.on('error', () => {})
  await client.connect()
  try {
    let rows: Record<string, unknown>[] = []
    for (const text of texts) {
      const result: pg.QueryResult | pg.QueryResult[] = await client.query(text)
      rows = (Array.isArray(result) ? result.at(-1) : result)?.rows ?? []
    }
    return rows
  } finally {
    await client.end()
  }
}
