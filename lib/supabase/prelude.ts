import { createHash } from 'node:crypto'
import fs from 'node:fs'
import path from 'node:path'
import { installRoot } from '../embedded/install-root'

/** What a new Supabase project contains, one script a file, in the order in which it is made. */
export function supabasePrelude(): string[] {
  const folder = path.join(installRoot(), 'lib', 'supabase', 'prelude')
  const names = fs.readdirSync(folder).filter((name) => name.endsWith('.sql'))
  return names.sort().map((name) => fs.readFileSync(path.join(folder, name), 'utf8'))
}

interface Scripted {
  query(script: string): Promise<unknown>
}

/** A new Supabase project as what a shadow begins with. */
export function supabasePrepared(): { key: string; prepare(client: Scripted): Promise<void> } {
  const scripts = supabasePrelude()
  const key = createHash('sha256').update(JSON.stringify(scripts)).digest('hex')
  const prepare = async (client: Scripted) => {
    for (const script of scripts) await client.query(script)
  }
  return { key: `supabase ${key}`, prepare }
}
