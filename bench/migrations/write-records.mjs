import fs from 'node:fs'
import path from 'node:path'
import { withClient } from '../server.mjs'

/** What is off in each: how many of the newest it lacks, and what stands otherwise in its record. */
const FAULTS = {
  local: { lacks: 0, edited: 7, renumbered: 0, alone: 3, skipped: 0 },
  dev: { lacks: 3, edited: 5, renumbered: 4, alone: 2, skipped: 1 },
  test: { lacks: 20, edited: 3, renumbered: 0, alone: 0, skipped: 6 },
  demo: { lacks: 400, edited: 0, renumbered: 9, alone: 0, skipped: 2 },
  staging: { lacks: 12, edited: 4, renumbered: 3, alone: 1, skipped: 3 },
  prod: { lacks: 25, edited: 2, renumbered: 5, alone: 4, skipped: 2 },
}

/**
 * Makes one database for each of six environments whose Supabase records tell of these files, each in its own way.
 * @returns their addresses by name.
 */
export async function writeRecords(server, folder) {
  const names = fs.readdirSync(folder).sort()
  const urls = {}
  for (const environment of Object.keys(FAULTS)) {
    const database = `migrations_${environment}`
    await withClient(server.url('postgres'), async (client) => {
      await client.query(`drop database if exists ${database} with (force)`)
      await client.query(`create database ${database}`)
    })
    urls[environment] = server.url(database)
    await withClient(urls[environment], (client) => fill(client, rowsOf(folder, names, FAULTS[environment])))
  }
  return urls
}

async function fill(client, rows) {
  await client.query(`create schema supabase_migrations;
    create table supabase_migrations.schema_migrations (version text primary key, statements text[], name text)`)
  await client.query(
    `insert into supabase_migrations.schema_migrations (version, name, statements)
     select row ->> 0, row ->> 1, array(select jsonb_array_elements_text(row -> 2)) from jsonb_array_elements($1) as row`,
    [JSON.stringify(rows)],
  )
}

function rowsOf(folder, names, { lacks, edited, renumbered, alone, skipped }) {
  const every = (count) => (count === 0 ? Number.POSITIVE_INFINITY : Math.floor(names.length / count))
  const rows = names.slice(0, names.length - lacks).flatMap((name, i) => {
    if (i % every(skipped) === 11) return []
    const [version, title] = name.replace('.sql', '').split(/_(.*)/)
    const text = fs.readFileSync(path.join(folder, name), 'utf8')
    const ran = i % every(edited) === 5 ? `${text}\nselect 'and this';` : text
    const other = i % every(renumbered) === 9 ? String(BigInt(version) + 7n) : version
    return [[other, title, [ran]]]
  })
  const strangers = Array.from({ length: alone }, (_, i) => [
    `2030010100000${i}`,
    `hotfix_${i}`,
    ['select 1'],
  ])
  return [...rows, ...strangers]
}
