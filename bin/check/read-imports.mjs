import fs from 'node:fs'
import path from 'node:path'
import { parseSync } from 'rolldown/utils'

const extensions = ['', '.ts', '.tsx', '.mjs', '/index.ts', '/index.tsx']

/**
 * Every module of some folders with what it imports.
 * @param {string} root
 * @param {string[]} folders below it; absent ones are left out.
 * @returns {Map<string, { line: number, target: string, isFile: boolean }[]>} by path from the root, with `/`;
 *   a target is such a path too, or a package's name.
 */
export function readImports(root, folders) {
  const files = folders.flatMap((folder) => listModules(root, folder))
  return new Map(files.map((file) => [file, importsOf(root, file)]))
}

function listModules(root, place) {
  const found = fs.statSync(path.join(root, place), { throwIfNoEntry: false })
  if (!found) return []
  if (found.isDirectory()) {
    return fs.readdirSync(path.join(root, place)).flatMap((name) => listModules(root, `${place}/${name}`))
  }
  return /\.(ts|tsx|mjs)$/.test(place) ? [place] : []
}

function importsOf(root, file) {
  const text = fs.readFileSync(path.join(root, file), 'utf8')
  return listRequests(file, text).map(({ start, name }) => ({
    line: text.slice(0, start).split('\n').length,
    ...resolveImport(root, file, name),
  }))
}

/** Types count too: whoever needs a type of another layer depends on that layer. */
function listRequests(file, text) {
  const { module } = parseSync(file, text)
  const exported = module.staticExports.flatMap((each) => each.entries.map((entry) => entry.moduleRequest))
  const named = [...module.staticImports.map((each) => each.moduleRequest), ...exported.filter(Boolean)]
  const lazy = module.dynamicImports
    .map(({ moduleRequest: { start, end } }) => ({ start, value: text.slice(start, end) }))
    .filter(({ value }) => /^['"]/.test(value))
    .map(({ start, value }) => ({ start, value: value.slice(1, -1) }))
  return [...named, ...lazy].map(({ start, value }) => ({ start, name: value }))
}

function resolveImport(root, file, name) {
  if (!/^\.|^@\//.test(name)) return { target: name, isFile: false }
  const base = name.startsWith('@/') ? name.slice(2) : path.posix.join(path.posix.dirname(file), name)
  const found = extensions.map((extension) => base + extension).find((each) => isFile(path.join(root, each)))
  return { target: found ?? base, isFile: true }
}

const isFile = (place) => fs.statSync(place, { throwIfNoEntry: false })?.isFile() ?? false
