import { randomBytes } from 'node:crypto'
import fs from 'node:fs'
import path from 'node:path'
import { stopPostmaster } from './postmaster'
import { canEnter, serverUser } from './server-user'
import { sharedDir } from './shared-dir'

/**
 * Prepares a cluster's own folder (lock, users, password, log) and the place of its data, which is inside
 * that folder unless the server user cannot get there; then the file `stored-in` names the place.
 * @returns the folder that holds `data`.
 */
export async function preparePlace(dir: string, isDurable: boolean): Promise<string> {
  fs.mkdirSync(dir, { recursive: true, mode: 0o700 })
  const user = serverUser()
  if (!user) return dir
  fs.chmodSync(dir, 0o711)
  if (canEnter(user, dir)) return dir
  await sweepPlaces()
  return placeElsewhere(dir, isDurable)
}

/** Where the data of an existing cluster is; the same answer as `preparePlace`, making nothing. */
export function findPlace(dir: string): string {
  return readStoredIn(dir) ?? dir
}

/** Only a throwaway place says whom it belongs to: durable data waits for a folder that was moved away. */
function placeElsewhere(dir: string, isDurable: boolean): string {
  const known = readStoredIn(dir)
  const place = known ?? path.join(sharedDir('clusters'), randomBytes(8).toString('hex'))
  fs.mkdirSync(place, { recursive: true, mode: 0o711 })
  if (!known) fs.writeFileSync(path.join(dir, 'stored-in'), place, { mode: 0o600 })
  const owner = path.join(place, 'belongs-to')
  if (isDurable) fs.rmSync(owner, { force: true })
  else if (readText(owner) !== dir) writeAtOnce(owner, dir)
  return place
}

/** Whoever sweeps at this moment must not read a part of it. */
function writeAtOnce(file: string, text: string): void {
  const partial = `${file}.${process.pid}`
  fs.writeFileSync(partial, text, { mode: 0o600 })
  fs.renameSync(partial, file)
}

/** Removes throwaway data whose folder is gone, with the server that may still run on it. */
async function sweepPlaces(): Promise<void> {
  const base = sharedDir('clusters')
  for (const place of fs.readdirSync(base).map((name) => path.join(base, name))) {
    const owner = readText(path.join(place, 'belongs-to'))
    if (owner === null || !path.isAbsolute(owner) || readStoredIn(owner) === place) continue
    await stopPostmaster(path.join(place, 'data'), 'immediate')
    fs.rmSync(place, { recursive: true, force: true, maxRetries: 3 })
  }
}

/** Believes only a name we could have given: the file may come from a repository we do not know. */
function readStoredIn(dir: string): string | null {
  const place = readText(path.join(dir, 'stored-in'))
  return place !== null && /^\/var\/lib\/lockstep\/clusters\/[0-9a-f]{16}$/.test(place) ? place : null
}

function readText(file: string): string | null {
  try {
    return fs.readFileSync(file, 'utf8')
  } catch {
    return null
  }
}
