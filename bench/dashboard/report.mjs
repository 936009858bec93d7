import fs from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import { root } from '../paths.mjs'
import { table, thousands } from '../report/table.mjs'

const KB = 1024

/** Writes docs/benchmarks-dashboard.md from one run and the notes beside this file. */
export function writeDashboardReport({
  tables,
  version,
  load,
  pages: { overview, compare },
  weights,
  scores,
}) {
  const worst = Math.max(...Object.values(overview.interactions), compare.inp)
  const index = Math.max(
    ...Object.values(weights.overview.answers),
    ...Object.values(weights.compare.answers),
  )
  const growth = (compare.heap.at(-1) - compare.heap[1]) / KB / KB
  const verdict = (value, most) => (value <= most ? 'met' : '**not met**')
  const rows = [
    ['largest contentful paint, overview', '2,000 ms', ms(overview.lcp), verdict(overview.lcp, 2000)],
    ['largest contentful paint, compare', '2,000 ms', ms(compare.lcp), verdict(compare.lcp, 2000)],
    ['interaction to next paint, the worst of all', '200 ms', ms(worst), verdict(worst, 200)],
    [
      'layout shift, overview, after all of it',
      '0.02',
      overview.clsAfterUse.toFixed(3),
      verdict(overview.clsAfterUse, 0.02),
    ],
    ['layout shift, compare', '0.02', compare.cls.toFixed(3), verdict(compare.cls, 0.02)],
    [
      'nodes in the document, the most on any page',
      '3,000',
      thousands(Math.max(overview.nodes, compare.nodes)),
      verdict(Math.max(overview.nodes, compare.nodes), 3000),
    ],
    ['largest first answer of the API, gzip', '60 KB', kb(index), verdict(index, 60 * KB)],
    [
      'growth of the heap from 100 to 200 opened differences',
      '10 MB',
      `${growth.toFixed(1)} MB`,
      verdict(growth, 10),
    ],
    ...Object.entries(weights).map(([name, { scripts }]) => [
      `first-load scripts of ${name}, gzip`,
      '170 KB',
      kb(scripts),
      verdict(scripts, 170 * KB),
    ]),
    ...Object.entries(weights).map(([name, { later }]) => [
      `scripts that ${name} loads when used, gzip`,
      '',
      kb(later),
      '',
    ]),
  ]
  const interactions = Object.entries(overview.interactions).map(([name, value]) => [name, ms(value)])
  const text = `# Benchmarks of the dashboard

The production build over four environments of ${thousands(tables)} tables each on Postgres ${version}, in Chromium at 1440 × 900, the processor of the page slowed down four times. Written by \`node bench/dashboard.mjs --tables ${tables}\` on ${new Date().toISOString().slice(0, 10)} on ${os.cpus().length} cores at load ${load.toFixed(1)}.

${table(['what', 'at most', 'measured', ''], rows)}

Interactions on the overview, the longest of each:

${table(['interaction', 'to next paint'], interactions)}

The heap after garbage collection, before and after 100 and 200 differences were opened one after the other: ${compare.heap.map((bytes) => `${(bytes / KB / KB).toFixed(1)} MB`).join(', ')}.

${lighthouse(scores)}

${fs.readFileSync(path.join(import.meta.dirname, 'notes.md'), 'utf8')}`
  fs.writeFileSync(path.join(root, 'docs', 'benchmarks-dashboard.md'), text)
  console.error('wrote docs/benchmarks-dashboard.md')
}

/** At least 95 each, and 100 for accessibility. */
function lighthouse(scores) {
  const rows = Object.entries(scores).map(([page, { categories, wanting }]) => [
    page,
    ...categories.map(({ score }) => String(score)),
    wanting.join(', ') || 'nothing',
  ])
  const [first] = Object.values(scores)
  const heads = ['page', ...first.categories.map(({ title }) => title.toLowerCase()), 'found wanting']
  return `## Lighthouse

Lighthouse on its desktop preset over the demo, the median of three runs of each page. To be reached: 95 for performance and best practices, 100 for accessibility.

${table(heads, rows)}`
}

const ms = (value) => `${thousands(Math.round(value))} ms`
const kb = (bytes) => `${(bytes / KB).toFixed(0)} KB`
