import type { GraphColumn, GraphStatus, GraphTable } from '@/lib/services/graph-answer'
import type { SideNames } from '../status-words'

/** The sign before a line, which tells the statuses apart without any colour. */
export const SIGNS: Readonly<Record<GraphStatus, string>> = {
  equal: '',
  different: '≠',
  sourceOnly: '−',
  targetOnly: '+',
  unknown: '?',
}

/** A status as people say it of a table, column or key. */
export function graphStatusInWords(status: GraphStatus, { target }: SideNames): string {
  return {
    equal: 'the same',
    different: 'changed',
    sourceOnly: `missing in ${target}`,
    targetOnly: `only in ${target}`,
    unknown: 'unknown',
  }[status]
}

export function typeInWords({ type, newType }: GraphColumn): string {
  return newType === null ? type : `${type} → ${newType}`
}

export function tableName({ schema, name }: GraphTable): string {
  return `${schema}.${name}`
}
