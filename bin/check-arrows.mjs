/** Checks the direction of imports: `node bin/check-arrows.mjs`. */
import { findBadArrows } from './check/arrows.mjs'
import { readImports } from './check/read-imports.mjs'
import { root } from './setup/paths.mjs'

const found = findBadArrows(readImports(root, ['app', 'components', 'lib', 'proxy.ts']))
for (const sentence of found) console.log(sentence)
process.exitCode = found.length === 0 ? 0 : 1
