import fs from 'node:fs'
import path from 'node:path'
import { processStart } from './process-start.mjs'

const usersDir = (dir: string) => path.join(dir, 'users')

/** Notes that this process uses the cluster. @returns what takes the note away again. */
export function addUser(dir: string): () => void {
  fs.mkdirSync(usersDir(dir), { recursive: true, mode: 0o700 })
  const file = path.join(usersDir(dir), `${process.pid}.${crypto.randomUUID()}`)
  fs.writeFileSync(file, String(processStart(process.pid)), { mode: 0o600 })
  return () => fs.rmSync(file, { force: true })
}

/** How many live uses a cluster has. Notes of processes that have died are swept on the way. */
export function countUsers(dir: string): number {
  if (!fs.existsSync(usersDir(dir))) return 0
  return fs.readdirSync(usersDir(dir)).filter((name) => isLive(path.join(usersDir(dir), name))).length
}

function isLive(file: string): boolean {
  const pid = Number.parseInt(path.basename(file), 10)
  try {
    if (processStart(pid) === fs.readFileSync(file, 'utf8')) return true
    fs.rmSync(file, { force: true })
  } catch {
    // Somebody else swept it first.
  }
  return false
}
