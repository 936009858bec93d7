'use client'

import { parseAsString, parseAsStringLiteral, useQueryStates } from 'nuqs'
import type { ObjectAnswer } from '@/lib/services/object-answer'

const PARSERS = {
  /** The environment whose statement is compared, and the one it is compared with unless that is the reference. */
  environment: parseAsString,
  with: parseAsString,
  view: parseAsStringLiteral(['unified']),
}

/** What the page of an object shows; the address holds it. */
export function useObjectState({ environments, reference }: ObjectAnswer) {
  const [state, setState] = useQueryStates(PARSERS, { history: 'replace' })
  const names = environments.map(({ environment }) => environment)
  const known = (name: string | null) => (name !== null && names.includes(name) ? name : undefined)
  const source = known(state.with) ?? reference ?? names[0]
  const others = environments.filter(({ environment }) => environment !== source)
  const first = others.find(({ difference }) => difference) ?? others[0]
  const target = known(state.environment) ?? first?.environment
  return {
    source,
    target,
    view: state.view ?? 'split',
    setTarget: (environment: string) => setState({ environment }),
    setSource: (environment: string) => setState({ with: environment === reference ? null : environment }),
    swap: () =>
      setState({
        environment: source ?? null,
        with: target === undefined || target === reference ? null : target,
      }),
    toggleView: () => setState({ view: state.view ? null : 'unified' }),
  } as const
}

export type ObjectState = ReturnType<typeof useObjectState>
