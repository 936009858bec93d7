import type { DraftRule } from '../change'
import { madeOnly } from './as-shown'
import { columnRule } from './column'
import { commentRule } from './comment'
import { constraintRule, notNullRule } from './constraint'
import { domainRule } from './domain'
import { enumRule } from './enum'
import { functionRule } from './function'
import { grantRule } from './grant'
import { indexRule } from './index-rule'
import { policyRule } from './policy'
import { schemaRule } from './schema'
import { sequenceRule } from './sequence'
import { tableRule } from './table'
import { triggerRule } from './trigger'
import { viewRule } from './view'

/** The kinds whose statements suffice, by name; of others nothing is written. */
export const DRAFT_RULES: Readonly<Record<string, DraftRule>> = {
  schema: schemaRule,
  extension: madeOnly,
  enum: enumRule,
  'composite-type': madeOnly,
  domain: domainRule,
  'domain-constraint': madeOnly,
  'range-type': madeOnly,
  sequence: sequenceRule,
  table: tableRule,
  column: columnRule,
  'primary-key': constraintRule,
  'unique-constraint': constraintRule,
  'exclusion-constraint': constraintRule,
  'check-constraint': constraintRule,
  'foreign-key': constraintRule,
  'not-null-constraint': notNullRule,
  index: indexRule,
  statistics: madeOnly,
  view: viewRule,
  'materialized-view': madeOnly,
  function: functionRule,
  trigger: triggerRule,
  rule: madeOnly,
  policy: policyRule,
  grant: grantRule,
  comment: commentRule,
}
