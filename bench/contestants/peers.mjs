import { execFileSync } from 'node:child_process'
import fs from 'node:fs'
import path from 'node:path'
import { inCache, root } from '../paths.mjs'

/** The packages that are measured beside us; no dependency of the product, installed when asked for. */
export const PEER_PACKAGES = { '@supabase/pg-delta': '1.0.0-alpha.34', supabase: '3.1.0' }

const peersDir = inCache('peers')

/** Installs the peers with npm into the benchmark's own folder, once for each pair of versions. */
export function installPeers() {
  const wanted = Object.entries(PEER_PACKAGES)
  if (wanted.every(([name, version]) => installedVersion(name) === version)) return
  fs.mkdirSync(peersDir, { recursive: true })
  fs.writeFileSync(path.join(peersDir, 'package.json'), '{ "private": true, "type": "module" }\n')
  const flags = ['--no-save', '--no-package-lock', '--ignore-scripts', '--no-audit', '--no-fund']
  const packages = wanted.map(([name, version]) => `${name}@${version}`)
  execFileSync('npm', ['install', '--prefix', peersDir, ...flags, ...packages], {
    cwd: peersDir,
    stdio: 'ignore',
  })
}

function installedVersion(name) {
  try {
    return JSON.parse(fs.readFileSync(path.join(peersDir, 'node_modules', name, 'package.json'), 'utf8'))
      .version
  } catch {
    return null
  }
}

/** The library: two extracts at once and the comparison of what they gave, without a plan of changes. */
export function pgDelta({ source, target }) {
  const script = path.join(peersDir, 'pg-delta-diff.mjs')
  fs.copyFileSync(path.join(root, 'bench', 'contestants', 'pg-delta-diff.mjs'), script)
  return { command: process.execPath, args: [script], env: { SOURCE: source, TARGET: target } }
}

/** The Supabase command line, which plans the changes that make the one database like the other. */
export function supabaseCli({ source, target }) {
  return {
    command: process.execPath,
    args: [
      path.join(peersDir, 'node_modules', 'supabase', 'dist', 'supabase.js'),
      ...['db', 'diff', '--use-pg-delta', '--from', source, '--to', target, '--workdir', emptyProject()],
    ],
    env: { SUPABASE_TELEMETRY_DISABLED: '1', DO_NOT_TRACK: '1', HOME: inCache('home') },
  }
}

function emptyProject() {
  const dir = inCache('supabase-project')
  fs.mkdirSync(path.join(dir, 'supabase'), { recursive: true })
  fs.mkdirSync(inCache('home'), { recursive: true })
  fs.writeFileSync(path.join(dir, 'supabase', 'config.toml'), 'project_id = "bench"\n')
  return dir
}
