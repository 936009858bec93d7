import pg from 'pg'
import { serverUrl } from '../testing/servers'
import type { DemoServer } from './build'

/** A test server as the demo's builder wants it. */
export function demoServer(label: Parameters<typeof serverUrl>[0]): DemoServer {
  return {
    url: (database) => Object.assign(new URL(serverUrl(label)), { pathname: `/${database}` }).href,
    exec: async (url, texts) => {
      const client = new pg.Client({ connectionString: url })
      await client.connect()
      try {
        let last: readonly Record<string, unknown>[] = []
        for (const text of texts) last = lastRows(await client.query(text))
        return last
      } finally {
        await client.end()
      }
    },
  }
}

/** A text of several statements has several results. */
function lastRows(results: pg.QueryResult | pg.QueryResult[]): readonly Record<string, unknown>[] {
  return (Array.isArray(results) ? results.at(-1)?.rows : results.rows) ?? []
}
