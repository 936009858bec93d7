import fs from 'node:fs'
import path from 'node:path'
import { installRoot } from '../embedded/install-root'

/** What a new Supabase project contains, one script a file, in the order in which it is made. */
export function supabasePrelude(): string[] {
  const folder = path.join(installRoot(), 'lib', 'supabase', 'prelude')
  const names = fs.readdirSync(folder).filter((name) => name.endsWith('.sql'))
  return names.sort().map((name) => fs.readFileSync(path.join(folder, name), 'utf8'))
}
