'use client'

import { useQuery } from '@tanstack/react-query'
import { useMemo } from 'react'
import type { GraphAnswer } from '@/lib/services/graph-answer'
import { layOut } from './lay-out'

/** Where the tables of a graph stand; computed anew when its tables or relations change. */
export function useLayout(graph: NonNullable<GraphAnswer['graph']>) {
  const key = useMemo(() => JSON.stringify([graph.tables, graph.relations]), [graph])
  return useQuery({
    // Not among what is asked of the server again when something changes there.
    queryKey: ['graph-layout', key],
    queryFn: ({ signal }) => layOut(graph, signal),
    staleTime: Number.POSITIVE_INFINITY,
    structuralSharing: false,
    retry: false,
  })
}
