import fs from 'node:fs'
import path from 'node:path'

/**
 * Makes the symbolic links of a native build, which npm packages cannot carry. Doing it here, not in an
 * install script, works whatever the package manager thinks of install scripts.
 * @param packageDir the platform package; its `native/pg-symlinks.json` lists the links.
 */
export function hydrateLinks(packageDir: string): void {
  const list = path.join(packageDir, 'native', 'pg-symlinks.json')
  if (!fs.existsSync(list)) return
  const links = JSON.parse(fs.readFileSync(list, 'utf8')) as { source: string; target: string }[]
  for (const { source, target } of links) {
    const link = path.join(packageDir, target)
    if (!fs.existsSync(link)) makeLink(path.relative(path.dirname(target), source), link)
  }
}

/** Another process may be doing the same: whoever is second finds the link made. */
function makeLink(target: string, link: string): void {
  try {
    fs.symlinkSync(target, link)
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error
  }
}
