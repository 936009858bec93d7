import { spawnSync } from 'node:child_process'
import fs from 'node:fs'

// Plain JavaScript, like its neighbours of this sort: set-up needs it before anything is built.

/**
 * When a process began, as an opaque text: a number alone does not name a process, since systems use
 * process numbers again.
 * @param {number} pid
 * @returns {string | null} null when no such process lives.
 */
export function processStart(pid) {
  if (process.platform === 'linux') return linuxStart(pid)
  if (!isAlive(pid)) return null
  if (process.platform === 'win32') return 'alive'
  // Printed in the language and the time zone of whoever asks, which processes of one machine may not share.
  const env = { ...process.env, LC_ALL: 'C', TZ: 'UTC' }
  const { stdout } = spawnSync('ps', ['-o', 'lstart=', '-p', String(pid)], { encoding: 'utf8', env })
  return stdout.trim() || null
}

/**
 * Field 22 of `/proc/PID/stat` (ticks since boot), made unique by the boot's own id. A zombie is dead.
 * @param {number} pid
 */
function linuxStart(pid) {
  try {
    const stat = fs.readFileSync(`/proc/${pid}/stat`, 'utf8')
    const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ')
    if (fields[0] === 'Z' || fields[0] === 'X') return null
    return `${fs.readFileSync('/proc/sys/kernel/random/boot_id', 'utf8').trim()} ${fields[19]}`
  } catch {
    return null
  }
}

/** @param {number} pid */
function isAlive(pid) {
  try {
    process.kill(pid, 0)
    return true
  } catch (error) {
    return error.code === 'EPERM'
  }
}
