import { randomBytes } from 'node:crypto'
import fs from 'node:fs'
import path from 'node:path'
import { canEnter, serverUser } from './server-user'
import { sharedDir } from './shared-dir'

/**
 * Prepares a cluster's own folder (lock, users, password, log) and the place of its data, which is inside
 * that folder unless the server user cannot get there; then the file `stored-in` names the place.
 * @returns the folder that holds `data`.
 */
export function preparePlace(dir: string): string {
  fs.mkdirSync(dir, { recursive: true, mode: 0o700 })
  const user = serverUser()
  if (!user) return dir
  fs.chmodSync(dir, 0o711)
  return canEnter(user, dir) ? dir : placeElsewhere(dir)
}

/** Where the data of an existing cluster is; the same answer as `preparePlace`, making nothing. */
export function findPlace(dir: string): string {
  return readStoredIn(dir) ?? dir
}

function placeElsewhere(dir: string): string {
  const known = readStoredIn(dir)
  const place = known ?? path.join(sharedDir('clusters'), randomBytes(8).toString('hex'))
  fs.mkdirSync(place, { recursive: true, mode: 0o711 })
  if (!known) fs.writeFileSync(path.join(dir, 'stored-in'), place, { mode: 0o600 })
  return place
}

/** Believes only a name we could have given: the file may come from a repository we do not know. */
function readStoredIn(dir: string): string | null {
  const file = path.join(dir, 'stored-in')
  if (!fs.existsSync(file)) return null
  const place = fs.readFileSync(file, 'utf8')
  return /^\/var\/lib\/lockstep\/clusters\/[0-9a-f]{16}$/.test(place) ? place : null
}
