import type { Attached, Change, FindRows, Judgement, Kind, Servers, Sides } from '../objects/kind'
import { listValue } from '../objects/list-value'
import { neededByPart } from '../objects/needed-objects'
import { isTrue, type Row, text } from '../objects/row'
import { parseCondition } from '../sql/condition'
import { qualifiedName, quoteName } from '../sql/display'
import { deparsed, roleName } from '../sql/fragments'
import { needsOfPart } from '../sql/needs'
import { relationsOf } from '../sql/relations'
import { type Sql, sql } from '../sql/sql'
import { commandVerbs, toEveryRow } from './command-verbs'
import { rolesBy } from './inherited-roles'
import { enumeration, granteeName } from './privileges'

/** Row-level security policies, those on the tables of extensions and of the platform included. */
export const policy: Kind = {
  name: 'policy',
  label: { one: 'policy', many: 'policies' },
  address: ['schema', 'table', 'name'],
  fields: [
    { name: 'command', label: 'Command', severity: 'high' },
    { name: 'type', label: 'Type', severity: 'high' },
    { name: 'roles', label: 'Roles', text: 'list', severity: 'high' },
    { name: 'using', label: 'USING', text: 'expression', severity: 'high' },
    {
      name: 'withCheck',
      label: 'WITH CHECK',
      text: 'expression',
      severity: 'high',
      equal: (_source, _target, _servers, rows) => {
        const [before, after] = [effective(rows.source, 'withCheck'), effective(rows.target, 'withCheck')]
        return before !== null && before === after
      },
    },
  ],
  details: ['needs'],
  deparses: true,
  isPresent: sql`exists (select from pg_policy)`,
  query: ({ busy }) => sql`
    select c.schema, c.relname as table, p.polname as name,
      case p.polcmd when 'r' then 'SELECT' when 'a' then 'INSERT' when 'w' then 'UPDATE' when 'd' then 'DELETE'
        else 'ALL' end as command,
      case when p.polpermissive then 'permissive' else 'restrictive' end as type,
      case when cardinality(p.polroles) = 1 then json_build_array(${role(sql`p.polroles[1]`)})::text else
        (select json_agg(role.name order by role.name collate "C")::text
          from (select ${role(sql`r.oid`)} as name from unnest(p.polroles) r(oid)) role) end as roles,
      case when p.polqual is not null then
        ${deparsed(sql`pg_get_expr(p.polqual, p.polrelid)`, [sql`c.oid`, sql`p.oid`], busy)} end as using,
      case when p.polwithcheck is not null then
        ${deparsed(sql`pg_get_expr(p.polwithcheck, p.polrelid)`, [sql`c.oid`, sql`p.oid`], busy)} end as "withCheck",
      ${needsOfPart(sql`pg_policy`, sql`p.oid`)} as needs
    from pg_policy p
    join ${relationsOf(sql`'r', 'p'`)} c on c.oid = p.polrelid`,
  parent: (row) => ({ kind: 'table', address: [text(row, 'schema'), text(row, 'table')] }),
  requires: (row) => neededByPart(row, [text(row, 'schema'), text(row, 'table')]),
  pairsByDefinition: true,
  missing: 'high',
  extra: 'high',
  judge,
  ddl,
}

function role(oid: Sql): Sql {
  return sql`case when ${oid} = 0 then 'public' else ${roleName(oid)} end`
}

/** A permissive policy adds rows, a restrictive one takes them away: so the same change means opposite things. */
function judge(given: Change, _servers: Servers, _attached?: readonly Attached[], sides?: Sides): Judgement {
  const [source, target] = [given.source && folded(given.source), given.target && folded(given.target)]
  const change = { ...given, ...(source ? { source } : {}), ...(target ? { target } : {}) }
  const switchedOff = sides && judgeSwitchedOff(change, sides)
  if (switchedOff) return switchedOff
  if (!source) return (sides && judgeDouble(target as Row, sides.source, false)) ?? judgeExtra(target as Row)
  if (!target) return (sides && judgeDouble(source, sides.target, true)) ?? judgeMissing(source)
  return judgeChanged(source, target, change.fields, sides)
}

const STANDING = {
  missing: 'The policy is missing here. ',
  extra: 'The policy is not in the source. ',
  both: '',
}

/** Policies hold only where the table's row-level security is on. */
function judgeSwitchedOff({ source, target }: Change, sides: Sides): Judgement | undefined {
  const row = (target ?? source) as Row
  const isOff = (find: FindRows) =>
    find('table', text(row, 'schema'), text(row, 'table')).some((table) => !isTrue(table, 'rowSecurity'))
  const [offThere, offHere] = [isOff(sides.source), isOff(sides.target)]
  if (!offHere && (target || !offThere)) return undefined
  const where = !offHere ? 'in the source' : offThere ? 'on both sides' : 'here'
  const standing = STANDING[!target ? 'missing' : source ? 'both' : 'extra']
  return { severity: 'low', meaning: `${standing}Row-level security is off ${where}, so no policy holds.` }
}

/** What is said of a policy that one side lacks, where another one there does all that it does. */
function judgeDouble(row: Row, find: FindRows, isMissing: boolean): Judgement | undefined {
  const policies = find('policy', text(row, 'schema'), text(row, 'table'))
  const other = policies.find((each) => doesAllOf(folded(each), row))
  if (!other || !hasEffect(row)) return undefined
  const verb = isPermissive(row) ? 'lets the same through' : 'keeps back the same'
  const [standing, where] = isMissing ? [STANDING.missing, 'here'] : [STANDING.extra, 'in the source']
  return { severity: 'low', meaning: `${standing}Policy ${text(other, 'name')} ${verb} ${where}.` }
}

function doesAllOf(other: Row, row: Row): boolean {
  const roles = listValue(other.roles)
  const isSameCondition = (clause: (typeof CLAUSES)[number]) =>
    [null, effective(other, clause)].includes(effective(row, clause))
  return (
    other.type === row.type &&
    ['ALL', row.command].includes(text(other, 'command')) &&
    (roles.includes(PUBLIC) || listValue(row.roles).every((role) => roles.includes(role))) &&
    CLAUSES.every(isSameCondition)
  )
}

/** The policy with a condition that is constant, such as `(a AND false)`, said so. */
function folded(row: Row): Row {
  const constants = CLAUSES.flatMap((clause) => {
    const { type } = parseCondition(row[clause] ?? '')
    return type === 'true' || type === 'false' ? [[clause, type]] : []
  })
  return constants.length > 0 ? { ...row, ...Object.fromEntries(constants) } : row
}

function judgeExtra(row: Row): Judgement {
  if (!hasEffect(row)) return withoutEffect(row, STANDING.extra)
  return isPermissive(row)
    ? widens(`The policy is not in the source: it lets ${rolesOf(row)} ${whatItOpens(row)}.`)
    : narrows(
        `The restrictive policy is not in the source: it keeps rows from ${rolesOf(row)} (${text(row, 'command')}).`,
      )
}

function judgeMissing(row: Row): Judgement {
  if (!hasEffect(row)) return withoutEffect(row, STANDING.missing)
  return isPermissive(row)
    ? narrows(`The policy is missing here: it no longer lets ${rolesOf(row)} ${whatItOpens(row)}.`)
    : widens(
        `The restrictive policy is missing here: it no longer keeps back the rows that it keeps from ${rolesOf(row)} in the source (${text(row, 'command')}).`,
      )
}

/** What one aspect of it opens may come with another that closes: all are told, and the most serious counts. */
function judgeChanged(
  source: Row,
  target: Row,
  fields: readonly string[],
  sides: Sides | undefined,
): Judgement {
  if (!hasEffect(source) && !hasEffect(target)) return withoutEffect(target)
  if (isPermissive(source) !== isPermissive(target)) return judgeType(target)
  const ofClauses = CLAUSES.flatMap((clause) => judgeClause(source, target, clause))
  const judgements = [...ofClauses, ...judgeCommands(source, target), ...judgeRoles(source, target, sides)]
  // Which rows two other conditions choose cannot be told.
  const isOpenQuestion =
    ofClauses.length === 0 &&
    CLAUSES.some((clause) => {
      const conditions = [effective(source, clause), effective(target, clause)]
      return fields.includes(clause) && !conditions.includes(null) && !conditions.includes(idle(target))
    })
  const hazards = judgements.flatMap((judgement) => judgement.hazards ?? [])
  const meaning = judgements.map((judgement) => judgement.meaning).join(' ')
  const severity = (['critical', 'high', 'low'] as const).find((level) =>
    judgements.some((judgement) => judgement.severity === level),
  )
  return {
    ...(severity && !(severity === 'low' && isOpenQuestion) ? { severity } : {}),
    ...(severity ? { meaning } : {}),
    hazards:
      isOpenQuestion || judgements.length === 0 ? ['opensAccess', 'closesAccess'] : [...new Set(hazards)],
  }
}

function withoutEffect(row: Row, standing = ''): Judgement {
  const [way, effect, result] = isPermissive(row)
    ? ['let rows through by', 'lets none', ' through']
    : ['keep rows back by', 'keeps none', ' back']
  const meaning = [row.using, row.withCheck].includes(idle(row))
    ? `Its condition ${effect}${result}.`
    : `It has no condition to ${way}, so it ${effect}.`
  return { severity: 'low', meaning: standing + meaning }
}

function judgeType(target: Row): Judgement {
  if (!hasEffect(target)) {
    return isPermissive(target)
      ? widens('Here the policy is permissive, without a condition that chooses rows: it keeps nothing back.')
      : narrows(
          'Here the policy is restrictive, without a condition that keeps rows back: it lets no row through.',
        )
  }
  return isPermissive(target)
    ? widens(
        `Here the policy is permissive: it lets ${rolesOf(target)} ${whatItOpens(target)}, and keeps nothing back.`,
      )
    : narrows(`Here the policy is restrictive: it lets no row through by itself, it only keeps rows back.`)
}

function judgeClause(source: Row, target: Row, clause: (typeof CLAUSES)[number]): Judgement[] {
  const conditions = [effective(source, clause), effective(target, clause)]
  // One that is left out on both sides follows the other clause, which tells what differs.
  const isLeftOut = !source[clause] && !target[clause]
  const [before, after] = conditions.map((condition) => condition === 'true')
  // Where only one side's does something at all, the commands tell.
  const isIdle = conditions.includes(idle(target))
  if (isLeftOut || isIdle || conditions.includes(null) || before === after) return []
  const [opened, closed] = isPermissive(target)
    ? [
        `lets ${rolesOf(target)} ${opens(target, clause)}`,
        `lets ${rolesOf(target)} ${opens(target, clause, 'only some')}`,
      ]
    : ['keeps nothing back', `keeps rows from ${rolesOf(target)}`]
  return [after ? widens(`Here the policy ${opened}.`) : narrows(`Here the policy ${closed}.`)]
}

function judgeCommands(source: Row, target: Row): Judgement[] {
  const gained = coveredOnlyBy(target, source)
  const lost = coveredOnlyBy(source, target)
  const roles = rolesOf(target)
  const [more, less] = isPermissive(target)
    ? [
        `Here the policy also lets ${roles} ${deeds(gained, 'rows', resultsOf(target))}.`,
        `Here it no longer lets ${roles} ${deeds(lost, 'rows', resultsOf(source))}.`,
      ]
    : [
        `Here the policy also keeps back rows that ${roles} might ${commandVerbs(gained)}.`,
        `Here it no longer keeps back rows that ${roles} might ${commandVerbs(lost)}.`,
      ]
  return sidesOf(target, gained, more, lost, less)
}

/** The commands that it does something for, and one half of an UPDATE where it does something for that one only. */
function coveredBy(row: Row): readonly string[] {
  const command = text(row, 'command')
  const commands = command === 'ALL' ? ALL_COMMANDS : [command]
  return commands.flatMap((each) => (each === 'UPDATE' ? updatesOf(row) : isDecided(row, each) ? [each] : []))
}

/** What one of two policies covers and the other one does not. */
function coveredOnlyBy(row: Row, other: Row): readonly string[] {
  const halves = (each: Row) =>
    coveredBy(each).flatMap((command) => (command === 'UPDATE' ? [FOUND, WRITTEN] : [command]))
  const only = halves(row).filter((command) => !halves(other).includes(command))
  const isWhole = only.includes(FOUND) && only.includes(WRITTEN)
  return isWhole ? [...only.filter((command) => command !== FOUND && command !== WRITTEN), 'UPDATE'] : only
}

/**
 * Whether it has an expression that decides which rows a command reaches: without one, or where that is a plain false or
 * true, a permissive policy lets none through and a restrictive one keeps none back (add_security_quals and
 * add_with_check_options of rowsecurity.c).
 */
function isDecided(row: Row, command: string): boolean {
  return decides(row, command === 'INSERT' ? row.withCheck || row.using : row.using)
}

/**
 * Permissive policies add up in each half of an UPDATE by itself: one of them may let a row be changed that another one
 * lets be found.
 */
function updatesOf(row: Row): readonly string[] {
  const [found, written] = [decides(row, row.using), decides(row, row.withCheck || row.using)]
  if (found && written) return ['UPDATE']
  if (!isPermissive(row)) return found || written ? ['UPDATE'] : []
  return [...(found ? [FOUND] : []), ...(written ? [WRITTEN] : [])]
}

function decides(row: Row, expression: string | null | undefined): boolean {
  return Boolean(expression) && expression !== idle(row)
}

/** The condition by which a policy of this type does nothing. */
function idle(row: Row): string {
  return isPermissive(row) ? 'false' : 'true'
}

function hasEffect(row: Row): boolean {
  return coveredBy(row).length > 0
}

function judgeRoles(source: Row, target: Row, sides: Sides | undefined): Judgement[] {
  if (!hasEffect(source) || !hasEffect(target)) return []
  const [before, after] = [listValue(source.roles), listValue(target.roles)]
  const named = [...rolesOnlyIn(after, before), ...rolesOnlyIn(before, after)]
  const gained = rolesOnlyIn(after, before, sides?.source)
  const lost = rolesOnlyIn(before, after, sides?.target)
  if (named.length > 0 && gained.length + lost.length === 0) return [judgeMembers(named)]
  const verb = isPermissive(target) ? 'lets rows through to' : 'keeps rows from'
  return sidesOf(
    target,
    gained,
    `Here the policy also ${verb} ${roleNames(gained)}.`,
    lost,
    `Here it no longer ${verb} ${roleNames(lost)}.`,
  )
}

/** The roles of one side's policy to which the other side's does not apply, not even by a role that they inherit from. */
function rolesOnlyIn(roles: readonly string[], others: readonly string[], find?: FindRows): string[] {
  if (others.includes(PUBLIC)) return []
  const rightsOf = (role: string) => (find ? [...rolesBy('inherits', role, find)] : [role])
  return roles.filter((role) => !rightsOf(role).some((each) => others.includes(each)))
}

function judgeMembers(roles: readonly string[]): Judgement {
  const meaning = `The policy applies to ${enumeration(roles)} on both sides, on one of them as a member of a role that it names.`
  return { severity: 'low', meaning }
}

/** What a permissive policy covers more opens access; what a restrictive one covers more closes it. */
function sidesOf(
  target: Row,
  gained: readonly string[],
  more: string,
  lost: readonly string[],
  less: string,
): Judgement[] {
  const [onMore, onLess] = isPermissive(target) ? [widens, narrows] : [narrows, widens]
  return [...(gained.length > 0 ? [onMore(more)] : []), ...(lost.length > 0 ? [onLess(less)] : [])]
}

const CLAUSES = ['using', 'withCheck'] as const
const PUBLIC = 'public'

function widens(meaning: string): Judgement {
  return { severity: 'critical', hazards: ['closesAccess'], meaning }
}

function narrows(meaning: string): Judgement {
  return { severity: 'high', hazards: ['opensAccess'], meaning }
}

function isPermissive(row: Row): boolean {
  return text(row, 'type') === 'permissive'
}

/**
 * The condition that rows must meet; null where the command has none of that sort. What is written has to be visible too,
 * unless it is said otherwise. https://www.postgresql.org/docs/current/sql-createpolicy.html
 */
function effective(row: Row, clause: (typeof CLAUSES)[number]): string | null {
  const command = text(row, 'command')
  if (clause === 'using') return command === 'INSERT' ? null : (row.using ?? null)
  return command === 'SELECT' || command === 'DELETE' ? null : (row.withCheck ?? row.using ?? null)
}

/** Whether a clause lets every row pass. */
function isOpen(row: Row, clause: (typeof CLAUSES)[number]): boolean {
  return row[clause] === 'true'
}

/** `read every row`, or `read the rows that its condition chooses`. */
function whatItOpens(row: Row): string {
  const clause = row.using && row.using !== idle(row) ? 'using' : 'withCheck'
  return isOpen(row, clause) ? opens(row, clause) : opens(row, clause, 'the')
}

/** What a clause lets people do with every row, or with some. */
function opens(
  row: Row,
  clause: (typeof CLAUSES)[number],
  which: 'every' | 'only some' | 'the' = 'every',
): string {
  const commands = coveredBy(row).filter(
    (each) => each !== 'INSERT' || clause === 'withCheck' || !row.withCheck,
  )
  const rows = { every: 'every row', 'only some': 'only some rows', the: CHOSEN_ROWS }[which]
  if (clause === 'withCheck' && commands.some((each) => each !== 'INSERT')) {
    const results = { every: 'anything', 'only some': 'only some', the: CHOSEN }[which]
    if (text(row, 'command') === 'UPDATE') return deeds([WRITTEN], rows, results)
    return `write ${which === 'every' ? 'any row' : rows}`
  }
  return deeds(commands, rows, CHOSEN)
}

/** What commands and halves of an UPDATE do with rows; `results` is what rows become. */
function deeds(commands: readonly string[], rows: string, results: string): string {
  const whole = commands.filter((command) => command !== FOUND && command !== WRITTEN)
  const isEvery = rows === 'every row'
  return enumeration([
    ...(whole.length > 0 ? [isEvery ? toEveryRow(whole) : `${commandVerbs(whole)} ${rows}`] : []),
    ...(commands.includes(FOUND) ? [`find ${rows} to change`] : []),
    ...(commands.includes(WRITTEN) ? [`change rows into ${results}`] : []),
  ])
}

/** What a policy lets rows be changed into. */
function resultsOf(row: Row): string {
  return effective(row, 'withCheck') === 'true' ? 'anything' : CHOSEN
}

/** The halves of an UPDATE: USING chooses the rows that it finds, WITH CHECK what they may become. */
const FOUND = 'found'
const WRITTEN = 'written'

const CHOSEN = 'what its condition chooses'
const CHOSEN_ROWS = 'the rows that its condition chooses'

const ALL_COMMANDS = ['SELECT', 'INSERT', 'UPDATE', 'DELETE']

function rolesOf(row: Row): string {
  return roleNames(listValue(row.roles))
}

function roleNames(roles: readonly string[]): string {
  return roles.includes(PUBLIC) ? granteeName(PUBLIC) : enumeration(roles)
}

function ddl(row: Row): string {
  const roles = listValue(row.roles).map((role) => (role === 'public' ? 'PUBLIC' : quoteName(role)))
  return [
    `CREATE POLICY ${quoteName(text(row, 'name'))} ON ${qualifiedName(text(row, 'schema'), text(row, 'table'))}`,
    `  AS ${text(row, 'type').toUpperCase()} FOR ${text(row, 'command')} TO ${roles.join(', ')}`,
    ...(row.using ? [`  USING (${row.using})`] : []),
    ...(row.withCheck ? [`  WITH CHECK (${row.withCheck})`] : []),
  ]
    .join('\n')
    .concat(';')
}
