import type { Change, Judgement, Kind, Servers } from '../objects/kind'
import { type Row, text } from '../objects/row'
import { grantsOf } from '../sql/acl'
import { quoteName } from '../sql/display'
import { type Sql, sql } from '../sql/sql'
import { grantStatements } from './grant-statements'
import {
  granteeName,
  judgePrivileges,
  mayNot,
  privilegeChange,
  privilegeVerbs,
  redundantSentences,
  rolesOf,
} from './privileges'

/** Grants on what all databases of a server share: tablespaces, and since 15 server parameters. */
export const serverGrant: Kind = {
  name: 'server-grant',
  label: { one: 'server-wide grant', many: 'server-wide grants' },
  address: ['onKind', 'name', 'grantee', 'grantor'],
  fields: [{ name: 'privileges', label: 'Privileges', text: 'list', severity: 'high' }],
  details: ['unlisted', 'everybody'],
  scope: 'cluster',
  query: ({ major }) => grantsOf(major >= 15 ? sql`${TABLESPACES} union all ${PARAMETERS}` : TABLESPACES),
  requires: (row) => rolesOf(row, ['grantee', 'grantor']),
  missing: 'high',
  extra: 'high',
  judge,
  ddl,
}

const TABLESPACES: Sql = sql`
  select 'tablespace' as "onKind", spcname as name, spcacl as acl, acldefault('t', spcowner) as preset,
    spcowner as owner, true as "showsAll"
  from pg_tablespace where spcacl is not null`

/** Parameters belong to the superuser that initdb made, whose OID is 10. */
const PARAMETERS: Sql = sql`
  select 'parameter', parname, paracl, acldefault('p', 10), 10, true
  from pg_parameter_acl where paracl is not null`

function judge(change: Change, servers: Servers): Judgement {
  const row = (change.target ?? change.source) as Row
  const privileges = privilegeChange(change, servers)
  const grantee = text(row, 'grantee')
  const { gained, lost } = privileges
  const sentences = [
    ...(gained.length > 0 ? [`Here ${granteeName(grantee)} may ${privilegeVerbs(gained)}.`] : []),
    ...(lost.length > 0 ? [`Here ${mayNot(grantee, privilegeVerbs(lost))}.`] : []),
    ...redundantSentences(grantee, privileges),
  ]
  const judgement = judgePrivileges(privileges, () => 'high', 'high')
  return sentences.length > 0 ? { ...judgement, meaning: sentences.join(' ') } : judgement
}

function ddl(row: Row): string {
  const isTablespace = row.onKind === 'tablespace'
  const object = isTablespace
    ? `TABLESPACE ${quoteName(text(row, 'name'))}`
    : `PARAMETER ${text(row, 'name')}`
  return grantStatements(row, { on: (privileges) => `${privileges.join(', ')} ON ${object}` })
}
