import path from 'node:path'

export const root = path.dirname(import.meta.dirname)

/** A place in the benchmark's own folder, which may be deleted at any time. */
export const inCache = (...parts) => path.join(root, '.cache', 'bench', ...parts)
