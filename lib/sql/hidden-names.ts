type Node = unknown

interface Select {
  readonly op?: string
  readonly larg?: Select
  readonly rarg?: Select
  readonly targetList?: readonly { readonly ResTarget?: { readonly name?: string } }[]
  readonly [clause: string]: unknown
}

/**
 * Drops the names of columns that nobody can see: of the branches of UNION, INTERSECT and EXCEPT after the first, and of
 * queries within expressions. A server adds them when its own text is read back (NULL::integer becomes
 * NULL::integer AS int4), and leaves them out from 16 on. A name that the query itself may refer to stays.
 */
export function withoutHiddenNames(node: Node): Node {
  if (Array.isArray(node)) return node.map(withoutHiddenNames)
  if (node === null || typeof node !== 'object') return node
  return Object.fromEntries(
    Object.entries(node).map(([key, value]) => [
      key,
      withoutHiddenNames(isHiding(key) ? unnamed(value) : value),
    ]),
  )
}

/** The places of a syntax tree in which stands a query whose columns have names for nobody. */
const isHiding = (key: string) => key === 'rarg' || key === 'subselect'

/** A query as the member `rarg`, or wrapped as the member `subselect`. */
function unnamed(query: Node): Node {
  const wrapped = (query as { SelectStmt?: Select }).SelectStmt
  return wrapped ? { SelectStmt: unnamedSelect(wrapped) } : unnamedSelect(query as Select)
}

/** Of a set operation, the names of the first branch count for all; the others are reached as `rarg` of their own. */
function unnamedSelect(select: Select): Select {
  if (select.larg) return { ...select, larg: unnamedSelect(select.larg) }
  if (!select.targetList) return select
  const clauses = JSON.stringify(REFERRING.map((clause) => select[clause]))
  const targetList = select.targetList.map((target) => {
    const { name, ...unnamedTarget } = target.ResTarget ?? {}
    return name === undefined || clauses.includes(JSON.stringify(name))
      ? target
      : { ResTarget: unnamedTarget }
  })
  return { ...select, targetList }
}

/** The clauses that can name a column of their query's own result. */
const REFERRING = ['sortClause', 'groupClause', 'distinctClause']
