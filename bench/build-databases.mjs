import { createHash } from 'node:crypto'
import fs from 'node:fs'
import path from 'node:path'
import { plantedChanges } from './drift/planted.mjs'
import { root } from './paths.mjs'
import { generateSchema } from './schema/generate.mjs'
import { withClient } from './server.mjs'

/** How many units are sent as one message, which is one transaction. */
const BATCH = 40
const TWIN_ORDER = 7

/**
 * Makes three databases of one schema unless an earlier run has: `base`; `twin`, built anew in another order, so
 * that nothing but the OIDs differs; and `drifted`, the twin with the planted changes.
 * @returns their connection URLs
 */
export async function buildDatabases(server, tables) {
  const recipes = recipesFor(tables)
  for (const { name, hash, build } of recipes) {
    if (await isBuilt(server, name, hash)) continue
    const start = performance.now()
    await build(server)
    await markBuilt(server, name, hash)
    console.error(`built ${name} on ${server.major} in ${((performance.now() - start) / 1000).toFixed(0)} s`)
  }
  const [base, twin, drifted] = recipes.map(({ name }) => server.url(name))
  return { base, twin, drifted }
}

function recipesFor(tables) {
  const schema = hashOf('schema')
  const twin = `twin_${tables}`
  return [
    {
      name: `base_${tables}`,
      hash: schema,
      build: (server) => buildSchema(server, `base_${tables}`, tables, 0),
    },
    { name: twin, hash: schema, build: (server) => buildSchema(server, twin, tables, TWIN_ORDER) },
    {
      name: `drifted_${tables}`,
      hash: schema + hashOf('drift'),
      build: (server) => buildDrifted(server, `drifted_${tables}`, twin, tables),
    },
  ]
}

async function buildSchema(server, name, tables, order) {
  await createDatabase(server, name, 'template1')
  await withClient(server.url(name), async (client) => {
    await client.query('set client_min_messages = error; set check_function_bodies = off')
    for (const units of generateSchema(tables, order)) {
      for (let at = 0; at < units.length; at += BATCH) {
        await client.query(units.slice(at, at + BATCH).join('\n'))
      }
    }
    await client.query('vacuum analyze')
  })
}

async function buildDrifted(server, name, template, tables) {
  await createDatabase(server, name, template)
  await withClient(server.url(name), async (client) => {
    await client.query('set client_min_messages = error; set check_function_bodies = off')
    for (const change of plantedChanges(tables, server.major)) {
      try {
        await client.query(change.sql)
      } catch (error) {
        throw new Error(`The change “${change.sort}” cannot be planted: ${error.message}\n${change.sql}`)
      }
    }
    await client.query('vacuum analyze')
  })
}

async function createDatabase(server, name, template) {
  await withClient(server.url('postgres'), async (client) => {
    await client.query(`drop database if exists ${name} with (force)`)
    await client.query(`create database ${name} template ${template}`)
  })
}

/** What was built is noted in a table of the server's own database, where no comparison looks. */
async function isBuilt(server, name, hash) {
  return withClient(server.url('postgres'), async (client) => {
    await client.query('create table if not exists built (name text primary key, hash text not null)')
    const { rows } = await client.query(
      'select from built join pg_database on datname = name where name = $1 and hash = $2',
      [name, hash],
    )
    return rows.length > 0
  })
}

async function markBuilt(server, name, hash) {
  await withClient(server.url('postgres'), async (client) => {
    await client.query(
      'insert into built values ($1, $2) on conflict (name) do update set hash = excluded.hash',
      [name, hash],
    )
    await client.query('checkpoint')
  })
}

function hashOf(folder) {
  const dir = path.join(root, 'bench', folder)
  const digest = createHash('sha256')
  for (const file of fs.readdirSync(dir).sort()) digest.update(fs.readFileSync(path.join(dir, file)))
  return digest.digest('hex').slice(0, 16)
}
