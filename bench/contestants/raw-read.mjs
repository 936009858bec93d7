import { spawnSync } from 'node:child_process'
import fs from 'node:fs'
import path from 'node:path'
import { inCache, root } from '../paths.mjs'
import { rawReadScript } from './raw-read-sql.mjs'

const client = path.join(root, 'bench', 'contestants', 'copy-client.mjs')

/** What reads for us: psql where it is installed, else a small client of our own. */
export function rawReadClient() {
  const { status, stdout } = spawnSync('psql', ['--version'], { encoding: 'utf8' })
  return status === 0 ? stdout.trim() : `copy-client.mjs on Node ${process.versions.node}`
}

/** Two full reads at once, one client for each database, rows thrown away. */
export function rawRead({ source, target }, { major }) {
  const script = inCache(`raw-read-${major}.sql`)
  fs.writeFileSync(script, rawReadScript(major))
  const read = rawReadClient().startsWith('psql')
    ? `psql -X -q -v ON_ERROR_STOP=1 -f "${script}" > /dev/null`
    : `"${process.execPath}" "${client}" "${script}"`
  // Addresses go through the environment, so that no process list shows a password.
  const both = `PGDATABASE="$SOURCE" ${read} & other=$!; PGDATABASE="$TARGET" ${read} && wait $other`
  const { hostname, port, username, password, pathname } = new URL(source)
  return {
    command: '/bin/sh',
    args: ['-c', both],
    env: {
      PGHOST: hostname,
      PGPORT: port,
      PGUSER: username,
      PGPASSWORD: password,
      SOURCE: pathname.slice(1),
      TARGET: new URL(target).pathname.slice(1),
    },
  }
}
