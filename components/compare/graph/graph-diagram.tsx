'use client'

import '@xyflow/react/dist/base.css'
import { type Edge, MarkerType, Panel, ReactFlow, ReactFlowProvider, useReactFlow } from '@xyflow/react'
import { useRouter } from 'next/navigation'
import { type KeyboardEvent, useMemo } from 'react'
import { describePageError } from '@/components/states/page-error'
import type { GraphAnswer, GraphRelation } from '@/lib/services/graph-answer'
import { ErrorState } from '../../states/error-state'
import { Button } from '../../ui/button'
import { compareHref } from '../compare-href'
import type { Pair } from '../last-pair'
import type { SideNames } from '../status-words'
import { DiagramPlaceholder } from './diagram-placeholder'
import { BOX_WIDTH, boxHeight } from './graph-sizes'
import { graphStatusInWords, SIGNS, tableName } from './graph-words'
import type { Places } from './lay-out'
import { TableBox, type TableNode } from './table-box'
import { useLayout } from './use-layout'

interface GraphDiagramProps {
  readonly graph: NonNullable<GraphAnswer['graph']>
  readonly names: SideNames
  readonly pair: Pair
}

const NODE_TYPES = { table: TableBox }

/** A local tool leads nowhere outside. */
const WITHOUT_LINK = { hideAttribution: true }

const ARIA_LABELS = { 'node.a11yDescription.default': 'Press Enter to open what differs in this table.' }

/** The diagram. Tab goes from table to table and brings each into view; Enter opens what differs in it. */
export function GraphDiagram(props: GraphDiagramProps) {
  const layout = useLayout(props.graph)
  if (layout.error) {
    return <ErrorState error={describePageError(layout.error)} onRetry={() => layout.refetch()} />
  }
  if (!layout.data) return <DiagramPlaceholder />
  return (
    <ReactFlowProvider>
      <Diagram {...props} places={layout.data} />
    </ReactFlowProvider>
  )
}

function Diagram({ graph, names, pair, places }: GraphDiagramProps & { readonly places: Places }) {
  const router = useRouter()
  const nodes = useMemo(
    () =>
      graph.tables.map((table): TableNode => {
        const href = compareHref(pair.source, pair.target, { object: table.id })
        return {
          id: table.id,
          type: 'table',
          position: places.get(table.id) ?? { x: 0, y: 0 },
          width: BOX_WIDTH,
          height: boxHeight(table),
          data: { table, names, href },
          ariaLabel: `${tableName(table)}, ${graphStatusInWords(table.status, names)}`,
        }
      }),
    [graph, names, pair.source, pair.target, places],
  )
  const edges = useMemo(() => graph.relations.map((relation) => edgeOf(relation, names)), [graph, names])
  const first = useMemo(() => aroundFirst(graph), [graph])
  function handleKeyDown(event: KeyboardEvent) {
    const box = event.target instanceof Element ? event.target.closest('.react-flow__node') : null
    if (event.key !== 'Enter' || box !== event.target) return
    const href = nodes.find(({ id }) => id === box?.getAttribute('data-id'))?.data.href
    if (href) router.push(href)
  }
  return (
    // biome-ignore lint/a11y/noStaticElementInteractions: it answers keys pressed on the tables inside, which have the focus
    <div
      onKeyDown={handleKeyDown}
      className="print:hidden h-[70dvh] min-h-96 overflow-hidden rounded-lg border border-border bg-bg [&_.react-flow\_\_node:focus-visible]:outline-2 [&_.react-flow\_\_node:focus-visible]:outline-ring [&_.react-flow\_\_node:focus-visible]:outline-offset-2"
    >
      <ReactFlow
        nodes={nodes}
        edges={edges}
        nodeTypes={NODE_TYPES}
        fitView
        fitViewOptions={{ nodes: first, minZoom: 0.6, maxZoom: 1 }}
        minZoom={0.1}
        maxZoom={1.5}
        nodesDraggable={false}
        nodesConnectable={false}
        edgesFocusable={false}
        elementsSelectable={false}
        nodesFocusable
        deleteKeyCode={null}
        proOptions={WITHOUT_LINK}
        zoomOnScroll={false}
        preventScrolling={false}
        ariaLabelConfig={ARIA_LABELS}
        aria-label={`Tables that differ between ${names.source} and ${names.target}`}
      >
        <ZoomButtons />
      </ReactFlow>
    </div>
  )
}

/** Where the diagram opens: at the most serious table and what is joined to it, large enough to read. */
function aroundFirst({ tables, relations }: GraphDiagramProps['graph']): { id: string }[] {
  const id = tables[0]?.id ?? ''
  const joined = relations.filter(({ from, to }) => from === id || to === id)
  const changed = new Set(tables.flatMap((table) => (table.isNeighbour ? [] : [table.id])))
  const ids = new Set([id, ...joined.flatMap(({ from, to }) => [from, to])])
  return [...ids].filter((each) => changed.has(each)).map((each) => ({ id: each }))
}

function ZoomButtons() {
  const { zoomIn, zoomOut, fitView } = useReactFlow()
  return (
    <Panel position="top-right" className="flex gap-2 print:hidden">
      <Button onClick={() => void zoomIn()}>
        <span aria-hidden="true">+</span>
        <span className="sr-only">Zoom in</span>
      </Button>
      <Button onClick={() => void zoomOut()}>
        <span aria-hidden="true">−</span>
        <span className="sr-only">Zoom out</span>
      </Button>
      <Button onClick={() => void fitView({ maxZoom: 1 })}>Show all</Button>
    </Panel>
  )
}

const LINES = {
  equal: { stroke: 'var(--border-strong)' },
  different: { stroke: 'var(--st-changed)', strokeWidth: 2 },
  sourceOnly: { stroke: 'var(--st-missing)', strokeWidth: 2, strokeDasharray: '6 4' },
  targetOnly: { stroke: 'var(--st-extra)', strokeWidth: 2 },
  unknown: { stroke: 'var(--st-unknown)', strokeWidth: 2, strokeDasharray: '2 4' },
} as const

function edgeOf({ id, name, from, to, columns, status }: GraphRelation, names: SideNames): Edge {
  const style = LINES[status]
  const isEqual = status === 'equal'
  return {
    id,
    source: from,
    target: to,
    style,
    label: isEqual ? undefined : `${SIGNS[status]} ${columns.join(', ')}`,
    labelStyle: { fill: style.stroke, fontSize: 12 },
    labelBgStyle: { fill: 'var(--bg)' },
    markerEnd: { type: MarkerType.ArrowClosed, color: style.stroke },
    ariaLabel: `Foreign key ${name}, ${graphStatusInWords(status, names)}`,
  }
}
