import { withClient } from '../server.mjs'

/** A copy of a database under another name, made once. @returns its URL */
export async function copyDatabase(server, template, name) {
  await withClient(server.url('postgres'), async (client) => {
    const { rowCount } = await client.query('select from pg_database where datname = $1', [name])
    if (rowCount === 0) await client.query(`create database ${name} template ${template}`)
  })
  return server.url(name)
}
