import type { Kind } from '../objects/kind'
import { accessMethod } from './access-method'
import { aggregate } from './aggregate'
import { baseType } from './base-type'
import { cast } from './cast'
import { checkConstraint } from './check-constraint'
import { collation } from './collation'
import { column } from './column'
import { comment } from './comment'
import { compositeType } from './composite-type'
import { conversion } from './conversion'
import { database } from './database'
import { databaseSetting } from './database-setting'
import { defaultPrivilege } from './default-privilege'
import { domain } from './domain'
import { domainConstraint } from './domain-constraint'
import { enumKind } from './enum'
import { eventTrigger } from './event-trigger'
import { exclusionConstraint } from './exclusion-constraint'
import { extension } from './extension'
import { foreignDataWrapper } from './foreign-data-wrapper'
import { foreignKey } from './foreign-key'
import { foreignServer } from './foreign-server'
import { foreignTable } from './foreign-table'
import { functionKind } from './function'
import { grant } from './grant'
import { index } from './index-kind'
import { language } from './language'
import { materializedView } from './materialized-view'
import { notNullConstraint } from './not-null-constraint'
import { operator } from './operator'
import { operatorClass } from './operator-class'
import { operatorFamily } from './operator-family'
import { policy } from './policy'
import { primaryKey } from './primary-key'
import { publication } from './publication'
import { publicationMember } from './publication-member'
import { rangeType } from './range-type'
import { role } from './role'
import { roleMembership } from './role-membership'
import { roleSetting } from './role-setting'
import { rule } from './rule'
import { schema } from './schema'
import { securityLabel } from './security-label'
import { sequence } from './sequence'
import { serverGrant } from './server-grant'
import { statistics } from './statistics'
import { subscription } from './subscription'
import { table } from './table'
import { tablespace } from './tablespace'
import { textSearchConfiguration } from './text-search-configuration'
import { textSearchDictionary } from './text-search-dictionary'
import { textSearchParser } from './text-search-parser'
import { textSearchTemplate } from './text-search-template'
import { transform } from './transform'
import { trigger } from './trigger'
import { uniqueConstraint } from './unique-constraint'
import { userMapping } from './user-mapping'
import { view } from './view'

/** Every kind, in the order in which they are read, counted and shown. */
export const KINDS: readonly Kind[] = [
  database,
  databaseSetting,
  role,
  roleMembership,
  roleSetting,
  tablespace,
  schema,
  extension,
  language,
  accessMethod,
  collation,
  enumKind,
  compositeType,
  baseType,
  domain,
  domainConstraint,
  rangeType,
  sequence,
  foreignDataWrapper,
  foreignServer,
  userMapping,
  table,
  foreignTable,
  column,
  primaryKey,
  uniqueConstraint,
  exclusionConstraint,
  checkConstraint,
  notNullConstraint,
  foreignKey,
  index,
  statistics,
  view,
  materializedView,
  functionKind,
  aggregate,
  trigger,
  eventTrigger,
  rule,
  policy,
  cast,
  operator,
  operatorFamily,
  operatorClass,
  transform,
  conversion,
  textSearchParser,
  textSearchTemplate,
  textSearchDictionary,
  textSearchConfiguration,
  publication,
  publicationMember,
  subscription,
  grant,
  defaultPrivilege,
  serverGrant,
  securityLabel,
  comment,
]

export const KINDS_BY_NAME: ReadonlyMap<string, Kind> = new Map(KINDS.map((kind) => [kind.name, kind]))
