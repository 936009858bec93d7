import path from 'node:path'
import { pathToFileURL } from 'node:url'
import { rolldown } from 'rolldown'
import { inCache, root } from './paths.mjs'

/**
 * Bundles one of `bench/entries` with what it takes from `lib`.
 * @param {string} name such as `cluster`
 * @returns the path of a module that Node can run
 */
export async function bundleEntry(name) {
  const build = await rolldown({
    input: path.join(root, 'bench', 'entries', `${name}.ts`),
    cwd: root,
    platform: 'node',
    external: (id) => !id.startsWith('.') && !path.isAbsolute(id),
  })
  const file = inCache('dist', `${name}.mjs`)
  await build.write({ file, format: 'esm', codeSplitting: false })
  await build.close()
  return file
}

/** Bundles an entry and loads it into this process. */
export async function importEntry(name) {
  return import(pathToFileURL(await bundleEntry(name)).href)
}
