import { type Row, text, texts } from '../objects/row'
import { qualifiedName, quoteName } from '../sql/display'

/** The object that a row's columns onKind, first, second and third name, as COMMENT ON and SECURITY LABEL ON have it. */
export function objectWords(row: Row): string {
  const kind = text(row, 'onKind')
  const [first = '', second = '', third = ''] = texts(row, ['first', 'second', 'third'])
  switch (kind) {
    case 'database':
      return 'DATABASE :"DBNAME"'
    case 'function':
    case 'aggregate':
      return `ROUTINE ${qualifiedName(first, second)}(${third})`
    case 'index':
      return `INDEX ${qualifiedName(first, third)}`
    case 'policy':
    case 'trigger':
    case 'rule':
      return `${kind.toUpperCase()} ${quoteName(third)} ON ${qualifiedName(first, second)}`
    case 'domain-constraint':
      return `CONSTRAINT ${quoteName(third)} ON DOMAIN ${qualifiedName(first, second)}`
    case 'operator':
      return `OPERATOR ${quoteName(first)}.${second} (${third})`
    case 'operator-class':
    case 'operator-family':
      return `${words(kind)} ${qualifiedName(first, second)} USING ${quoteName(third)}`
    case 'cast':
      return `CAST (${first} AS ${second})`
    case 'transform':
      return `TRANSFORM FOR ${first} LANGUAGE ${quoteName(second)}`
    case 'foreign-server':
      return `SERVER ${quoteName(first)}`
    default:
      if (CONSTRAINTS.has(kind)) return `CONSTRAINT ${quoteName(third)} ON ${qualifiedName(first, second)}`
      return `${TYPES.has(kind) ? 'TYPE' : words(kind)} ${qualifiedName(...texts(row, ['first', 'second', 'third']))}`
  }
}

const CONSTRAINTS = new Set([
  'primary-key',
  'unique-constraint',
  'foreign-key',
  'check-constraint',
  'exclusion-constraint',
  'not-null-constraint',
])

const TYPES = new Set(['enum', 'composite-type', 'range-type', 'multirange-type', 'base-type'])

function words(kind: string): string {
  return kind.replaceAll('-', ' ').toUpperCase()
}
