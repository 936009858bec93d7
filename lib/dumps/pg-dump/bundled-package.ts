import fs from 'node:fs'
import { createRequire } from 'node:module'
import path from 'node:path'
import { installRoot } from '../../embedded/install-root'

/** The pg_dump in the package that `package.json` names exactly. */
export const BUNDLED_VERSION = '18.3'

export interface BundledPackage {
  /** Folder with the program and its JavaScript. */
  readonly folder: string
  /** Compiled once: threads that run it share its machine code. */
  readonly module: WebAssembly.Module
}

let loading: Promise<BundledPackage> | null = null

/** Finds and compiles the pg_dump that came with us. Throws where it is not installed. */
export function bundledPackage(): Promise<BundledPackage> {
  loading ??= load().catch((error: unknown) => {
    loading = null
    throw error
  })
  return loading
}

async function load(): Promise<BundledPackage> {
  const ours = createRequire(path.join(installRoot(), 'package.json'))
  const folder = path.dirname(ours.resolve('@electric-sql/pglite-tools/pg_dump'))
  const bytes = await fs.promises.readFile(path.join(folder, 'pg_dump.wasm'))
  return { folder, module: await WebAssembly.compile(bytes) }
}
