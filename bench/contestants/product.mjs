import path from 'node:path'
import { root } from '../paths.mjs'

const bin = path.join(root, 'bin', 'lockstep.mjs')

/** The product as people run it; it ends with 1 when it found differences. */
export function product({ source, target }) {
  return { command: process.execPath, args: [bin, 'diff', source, target, '--json'], allowedExits: [0, 1] }
}

/** The product's start alone. */
export function coldStart() {
  return { command: process.execPath, args: [bin, '--version'] }
}
