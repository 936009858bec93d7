import path from 'node:path'
import { fileURLToPath } from 'node:url'

/** The folder Lockstep is installed in. */
export const root = fileURLToPath(new URL('../../', import.meta.url)).replace(/[/\\]$/, '')

/** A place in that folder. */
export const inRoot = (...parts) => path.join(root, ...parts)
