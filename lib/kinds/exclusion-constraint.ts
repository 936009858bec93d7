import type { Kind } from '../objects/kind'
import { listValue } from '../objects/list-value'
import { neededObjects } from '../objects/needed-objects'
import { type Row, text } from '../objects/row'
import {
  CONSTRAINT_ADDRESS,
  CONSTRAINT_DETAIL_COLUMNS,
  CONSTRAINT_TABLES,
  DEFERRABILITY,
  IS_PLAIN_KEY_PART,
  isConstraint,
  OWNED_INDEX,
  OWNED_INDEX_TABLES,
  WITH_SWITCHED_OFF,
} from '../sql/constraints'
import { deparsed } from '../sql/fragments'
import { EXPRESSION_RELATIONS, INDEXED_COLUMNS, indexKeys, indexPredicate } from '../sql/indexes'
import { operatorName } from '../sql/names'
import { needsOfBoth } from '../sql/needs'
import { type Sql, sql } from '../sql/sql'
import {
  addConstraint,
  attachedWith,
  CONSTRAINT_DETAILS,
  clusterStatements,
  DEFERRABLE,
  deferrableClause,
  INDEX_FIELDS,
  indexClauses,
  isSwitchedOffHere,
  requiredOfIndex,
  switchedOffNote,
  tableOf,
} from './constraint-parts'

/** Exclusion constraints; each element is a key of the index and the operator no two rows may both satisfy. */
export const exclusionConstraint: Kind = {
  name: 'exclusion-constraint',
  label: { one: 'exclusion constraint', many: 'exclusion constraints' },
  address: ['schema', 'table', 'name'],
  fields: [
    {
      name: 'elements',
      label: 'Excludes',
      text: 'list',
      severity: 'high',
      statement: (elements) => `ALTER TABLE t ADD EXCLUDE (${listValue(elements).join(', ')})`,
    },
    { name: 'method', label: 'Method', severity: 'medium', hazards: ['blocksWrites'] },
    { name: 'predicate', label: 'Predicate', text: 'expression', severity: 'high' },
    DEFERRABLE,
    ...INDEX_FIELDS,
  ],
  details: [...CONSTRAINT_DETAILS, 'columns', 'needs'],
  deparses: true,
  isPresent: sql`exists (select from pg_index where indisexclusion)`,
  query: ({ busy }) => sql`
    ${WITH_SWITCHED_OFF}
    select ${CONSTRAINT_ADDRESS}, ${elements(busy)} as elements, am.amname as method,
      ${indexPredicate(busy)} as predicate, ${DEFERRABILITY} as deferrable, ${OWNED_INDEX}, ${CONSTRAINT_DETAIL_COLUMNS},
      ${INDEXED_COLUMNS} as columns, ${needsOfBoth([sql`pg_constraint`, sql`k.oid`], [sql`pg_class`, sql`c.oid`])} as needs
    from ${CONSTRAINT_TABLES} ${OWNED_INDEX_TABLES}
    join pg_am am on am.oid = c.relam
    where ${isConstraint(sql`x`)} and not ${IS_PLAIN_KEY_PART}`,
  parent: tableOf,
  requires: (row) => [...requiredOfIndex(row, 'elements'), ...neededObjects(row)],
  follows: attachedWith,
  pairsByDefinition: true,
  missing: 'high',
  extra: 'medium',
  judge: (change) => {
    const { source, target, fields } = change
    if (!source) return { meaning: 'Rows that the source accepts side by side are refused here.' }
    if (target && !isSwitchedOffHere(change) && !fields.includes('elements') && !fields.includes('predicate'))
      return {}
    return {
      hazards: ['blocksWrites'],
      meaning: 'Rows that the source refuses side by side can be stored here.',
    }
  },
  ddl,
}

/** The keys of the index, each with its operator. */
function elements(busy: readonly number[]): Sql {
  return deparsed(
    sql`(select json_agg(key.text || ' WITH ' ||
      case when opn.nspname = 'pg_catalog' then op.oprname::text
        else 'OPERATOR(' || ${operatorName(sql`op.oid`)} || ')' end order by key.position)::text
    from json_array_elements_text(${indexKeys([])}::json) with ordinality key(text, position)
    join pg_operator op on op.oid = k.conexclop[key.position]
    join pg_namespace opn on opn.oid = op.oprnamespace)`,
    EXPRESSION_RELATIONS,
    busy,
  )
}

function ddl(row: Row): string {
  const definition = [
    `EXCLUDE USING ${text(row, 'method')} (${listValue(row.elements).join(', ')})${indexClauses(row)}`,
    ...(row.predicate ? [` WHERE (${row.predicate})`] : []),
    deferrableClause(row),
  ].join('')
  return [addConstraint(row, definition), ...clusterStatements(row), ...switchedOffNote(row)].join('\n')
}
