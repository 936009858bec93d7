import fs from 'node:fs'
import path from 'node:path'

/** Where system programs lie that an ordinary user's PATH does not name. */
const furtherPlaces = ['/usr/sbin', '/usr/local/sbin', '/opt/homebrew/bin']

/**
 * Finds a program by its name.
 * @param {string} name
 * @returns {string | null} its path.
 */
export function findProgram(name) {
  const places = [...(process.env.PATH ?? '').split(path.delimiter), ...furtherPlaces]
  return places.map((place) => path.join(place, name)).find((file) => fs.existsSync(file)) ?? null
}
