import ELK, { type ElkNode } from 'elkjs/lib/elk-api'
import type { GraphAnswer } from '@/lib/services/graph-answer'
import { BOX_WIDTH, boxHeight } from './graph-sizes'

type Graph = NonNullable<GraphAnswer['graph']>

/** By table the place of its box's corner, in CSS pixels. */
export type Places = ReadonlyMap<string, { readonly x: number; readonly y: number }>

const OPTIONS = {
  'elk.algorithm': 'layered',
  'elk.direction': 'RIGHT',
  'elk.spacing.nodeNode': '32',
  'elk.layered.spacing.nodeNodeBetweenLayers': '96',
  'elk.spacing.componentComponent': '48',
  'elk.aspectRatio': '1.8',
}

/** Computes where the tables stand, in a worker, so that the page stays responsive. `signal` ends it. */
export async function layOut({ tables, relations }: Graph, signal: AbortSignal): Promise<Places> {
  let worker: Worker | undefined
  const elk = new ELK({
    workerFactory: () => {
      worker = new Worker(new URL('./layout.worker.ts', import.meta.url))
      return worker
    },
  })
  const stop = () => worker?.terminate()
  signal.addEventListener('abort', stop)
  try {
    const { children = [] } = await elk.layout({
      id: 'root',
      layoutOptions: OPTIONS,
      children: tables.map(
        (table): ElkNode => ({ id: table.id, width: BOX_WIDTH, height: boxHeight(table) }),
      ),
      edges: relations
        .filter(({ from, to }) => from !== to)
        .map(({ id, from, to }) => ({ id, sources: [from], targets: [to] })),
    })
    return new Map(children.map(({ id, x = 0, y = 0 }) => [id, { x, y }]))
  } finally {
    signal.removeEventListener('abort', stop)
    stop()
  }
}
