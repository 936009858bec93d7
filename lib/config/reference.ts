interface Candidate {
  readonly name: string
  readonly isMarked: boolean
}

const PRODUCTION_NAMES = ['prod', 'production', 'live']

/** The name of the reference: the one marked so, else prod, else the last; null where there are none. */
export function chooseReference(environments: readonly Candidate[]): string | null {
  const marked = environments.find(({ isMarked }) => isMarked)
  const production = PRODUCTION_NAMES.map((name) =>
    environments.find((each) => each.name.toLowerCase() === name),
  )
  return (marked ?? production.find(Boolean) ?? environments.at(-1))?.name ?? null
}
