import { isBuiltin } from 'node:module'
import { fences, isOutside, layers, pureFolders, pureModules } from './layers.mjs'

/**
 * Imports that break the design: against the layers, out of a pure folder, over a fence, or in a circle.
 * @param {Map<string, { line: number, target: string, isFile: boolean }[]>} imports as `readImports` gives them
 * @returns {string[]} one sentence each, beginning with the place.
 */
export function findBadArrows(imports) {
  const inside = new Map([...imports].filter(([file]) => !isOutside(file)))
  const homeless = [...inside.keys()].filter((file) => layerOf(file) === -1)
  const wrong = [...inside].flatMap(([file, list]) =>
    list.flatMap((each) => rules.map((rule) => rule(file, each)).filter(Boolean)),
  )
  const files = new Map([...inside].map(([file, list]) => [file, list.map(({ target }) => target)]))
  return [
    ...homeless.map((file) => `${file} is in no layer: add its folder to bin/check/layers.mjs`),
    ...wrong,
    ...describeCircles('Files', findCircles(files)),
    ...describeCircles('Folders', findCircles(foldersOf(files))),
  ]
}

const rules = [checkLayer, checkOutside, checkPure, checkFences]

const isIn = (file, place) => file === place || file.startsWith(`${place}/`)

const layerOf = (file) => layers.findIndex((places) => places.some((place) => isIn(file, place)))

function checkLayer(file, { line, target, isFile }) {
  if (isFile && layerOf(target) !== -1 && layerOf(target) < layerOf(file)) {
    return `${file}:${line} imports ${target}, which is above it: arrows point down`
  }
}

function checkOutside(file, { line, target, isFile }) {
  if (isFile && isOutside(target)) return `${file}:${line} imports ${target}, which is for tests only`
}

function checkPure(file, { line, target, isFile }) {
  const isPure = isFile || !isBuiltin(target) || pureModules.includes(target)
  if (!isPure && pureFolders.some((folder) => isIn(file, folder))) {
    return `${file}:${line} imports ${target}: this folder is pure, it needs nothing of Node`
  }
}

function checkFences(file, { line, target, isFile }) {
  const broken = fences.find(
    ({ packages, only }) => !isFile && packages.test(target) && !only.some((place) => isIn(file, place)),
  )
  if (broken) return `${file}:${line} imports ${target}: ${broken.reason}`
}

/** The same arrows between folders: `lib/postgres/x.ts` counts as `lib/postgres`. */
function foldersOf(files) {
  const folders = new Map()
  const folderOf = (file) => layers.flat().find((place) => isIn(file, place)) ?? file
  for (const [file, targets] of files) {
    const folder = folderOf(file)
    const others = targets.map(folderOf).filter((other) => other !== folder)
    folders.set(folder, [...(folders.get(folder) ?? []), ...others])
  }
  return folders
}

/** Circles in a graph, one for each group of nodes that reach each other. */
function findCircles(graph) {
  const done = new Set()
  const circles = []
  const visit = (node, trail) => {
    const at = trail.indexOf(node)
    if (at !== -1) circles.push([...trail.slice(at), node])
    if (at !== -1 || done.has(node)) return
    for (const next of graph.get(node) ?? []) if (graph.has(next)) visit(next, [...trail, node])
    done.add(node)
  }
  for (const node of graph.keys()) visit(node, [])
  return circles
}

const describeCircles = (what, circles) =>
  circles.map((circle) => `${what} in a circle: ${circle.join(' -> ')}`)
