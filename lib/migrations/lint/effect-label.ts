import { qualifiedName, quoteName } from '../../sql/display'
import type { PlacedEffect } from './deploy'
import { hasSchema } from './effect'

/** What a statement makes or takes away, as people write it; of a part, the table comes last. */
export function effectLabel({ space, home, name }: PlacedEffect): string {
  const [first = '', part] = name
  if (!hasSchema(space)) return quoteName(first)
  const whole = qualifiedName(home ?? 'public', first)
  if (space === 'function') return `${whole}(${part ?? ''})`
  return part === undefined ? whole : `${quoteName(part)} of ${whole}`
}
