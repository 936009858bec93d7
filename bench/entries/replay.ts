import fs from 'node:fs'
import path from 'node:path'
import { replay } from '../../lib/migrations/replay'
import { makeLimitedShadow, type Shadow } from '../../lib/shadow/make-shadow'
import { supabasePrepared } from '../../lib/supabase/prelude'

/** A shadow that holds what a new Supabase project holds. */
export function makeProject(folder: string): Promise<Shadow> {
  return makeLimitedShadow(folder, 18, { prepared: supabasePrepared() })
}

/** Replays all files of a folder, by name. Throws with the first failure. */
export async function replayFolder(shadow: Shadow, folder: string): Promise<void> {
  const names = fs.readdirSync(folder).sort()
  const steps = names.map((name) => ({
    id: name,
    path: name,
    text: fs.readFileSync(path.join(folder, name), 'utf8'),
  }))
  const { failure } = await replay(shadow, steps, { searchPath: null })
  if (failure) throw new Error(`${failure.path}:${failure.line}: ${failure.message}`)
}
