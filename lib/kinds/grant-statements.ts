import { listValue } from '../objects/list-value'
import { type Row, text } from '../objects/row'
import { quoteName } from '../sql/display'
import { bare, isOnward } from './privilege-list'

/** How the statements of one sort of grant are worded. */
export interface GrantWords {
  /** What stands before GRANT and REVOKE, with a blank at its end. */
  readonly prefix?: string
  /** The privileges with the object they are on. */
  readonly on: (privileges: readonly string[]) => string
}

/** The statements that lead from what a grantee has without being listed to what the row lists. */
export function grantStatements(row: Row, { prefix = '', on }: GrantWords): string {
  const before = listValue(row.unlisted)
  const now = listValue(row.privileges)
  const grantee = text(row, 'grantee') === 'public' ? 'PUBLIC' : quoteName(text(row, 'grantee'))
  const by = row.grantor ? ` GRANTED BY ${quoteName(row.grantor)}` : ''
  const isHeld = (list: readonly string[], item: string) => list.some((held) => bare(held) === bare(item))
  const lost = before.filter((item) => !isHeld(now, item))
  const notOnward = before.filter((item) => isOnward(item) && now.includes(bare(item)))
  const plain = now.filter((item) => !isOnward(item) && !isHeld(before, item))
  const onward = now.filter((item) => isOnward(item) && !before.includes(item))
  const statement = (items: readonly string[], start: string, end: string) =>
    items.length > 0 ? [`${prefix}${start} ${on(items.map(bare))} ${end}${by};`] : []
  return [
    ...statement(lost, 'REVOKE', `FROM ${grantee}`),
    ...statement(notOnward, 'REVOKE GRANT OPTION FOR', `FROM ${grantee}`),
    ...statement(plain, 'GRANT', `TO ${grantee}`),
    ...statement(onward, 'GRANT', `TO ${grantee} WITH GRANT OPTION`),
  ].join('\n')
}
