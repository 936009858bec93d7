import { listValue } from '../objects/list-value'
import { quoteName, quoteText } from '../sql/display'
import { UNREADABLE } from '../sql/fragments'

/** ` OPTIONS (host 'db', port '5432')` from a list of `name=value`; empty for no options. */
export function optionsClause(list: string | null | undefined): string {
  if (list === UNREADABLE) return ` /* options ${UNREADABLE} */`
  const options = listValue(list).map((option) => {
    const [name = '', ...value] = option.split('=')
    return `${quoteName(name)} ${quoteText(value.join('='))}`
  })
  return options.length > 0 ? ` OPTIONS (${options.join(', ')})` : ''
}
