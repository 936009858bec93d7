import type { LintRule } from '../rule'
import { changeEveryRow } from './change-every-row'
import { changeType } from './change-type'
import { checksEveryRow } from './checks-every-row'
import { doesNotParse } from './does-not-parse'
import { dropColumn } from './drop-column'
import { dropTable } from './drop-table'
import { enumValueInUse } from './enum-value-in-use'
import { existsAlready } from './exists-already'
import { extensionNotOffered } from './extension-not-offered'
import { foreignKeyBeforeTable } from './foreign-key-before-table'
import { hardCodedIds } from './hard-coded-ids'
import { indexBlocksWrites } from './index-blocks-writes'
import { locksForUpkeep } from './locks-for-upkeep'
import { noGrants } from './no-grants'
import { noRowSecurity } from './no-row-security'
import { notInTransaction } from './not-in-transaction'
import { notThere } from './not-there'
import { otherToolsMarks } from './other-tools-marks'
import { policyNotDropped } from './policy-not-dropped'
import { psqlCommands } from './psql-commands'
import { requiredColumn } from './required-column'
import { rewritesTable } from './rewrites-table'
import { rowSecurityOff } from './row-security-off'
import { setNotNull } from './set-not-null'
import { stillNeeded } from './still-needed'
import { truncate } from './truncate'
import { uniqueBuildsIndex } from './unique-builds-index'

/** Every rule of our own: what makes a deploy fail, what loses data, what opens it, and what holds people up. */
export const LINT_RULES: readonly LintRule[] = [
  doesNotParse,
  psqlCommands,
  otherToolsMarks,
  existsAlready,
  policyNotDropped,
  notThere,
  stillNeeded,
  foreignKeyBeforeTable,
  requiredColumn,
  enumValueInUse,
  notInTransaction,
  extensionNotOffered,
  dropTable,
  dropColumn,
  truncate,
  changeEveryRow,
  changeType,
  noRowSecurity,
  noGrants,
  rowSecurityOff,
  indexBlocksWrites,
  checksEveryRow,
  uniqueBuildsIndex,
  setNotNull,
  rewritesTable,
  locksForUpkeep,
  hardCodedIds,
]
