import type { PoliciesAnswer, PolicyCounts } from '@/lib/services/policies-answer'
import { SafeName } from '../ui/safe-name'
import { comparedEnvironments } from './compared-environments'

/** The answer in a line or two: which environment lets more through, where tables are open, what is not known. */
export function PoliciesSummary({ answer }: { readonly answer: PoliciesAnswer }) {
  const { environments, counts, reference } = answer
  const compared = comparedEnvironments(answer)
  const isReferenceRead = environments.some(({ isReference, state }) => isReference && state === 'read')
  const unread = environments.filter((_, i) => counts[i] === null).map(({ name }) => name)
  const lines = environments.flatMap(({ name }, i) => {
    const said = counts[i] ? countsInWords(counts[i]) : []
    return said.length > 0 ? [{ name, said }] : []
  })
  return (
    <>
      {!isReferenceRead && (
        <p>
          <SafeName name={reference ?? ''} /> is the reference and could not be read, so nothing is compared.
        </p>
      )}
      {isReferenceRead && compared === 0 && (
        <p>
          Nothing could be compared with <SafeName name={reference ?? ''} />.
        </p>
      )}
      {compared > 0 && lines.length === 0 && unread.length === 0 && (
        <p>
          Every table lets the same rows through as in <SafeName name={reference ?? ''} />, and none is open.
        </p>
      )}
      {lines.map(({ name, said }) => (
        <p key={name}>
          <SafeName name={name} className="font-medium text-fg" />: {said.join(', ')}.
        </p>
      ))}
      {unread.length > 0 && (
        <p>
          Not known, because it could not be read:{' '}
          {unread.map((name) => (
            <SafeName key={name} name={name} className="mr-1 font-medium text-fg" />
          ))}
        </p>
      )}
    </>
  )
}

function countsInWords({ open, wider, narrower, unordered, unknown }: PolicyCounts): string[] {
  const words: readonly (readonly [number, string])[] = [
    [open, 'open without row-level security'],
    [wider, 'wider than the reference'],
    [narrower, 'narrower'],
    [unordered, 'different in a way that cannot be ordered'],
    [unknown, 'not known'],
  ]
  return words
    .filter(([count]) => count > 0)
    .map(([count, what]) => `${count} ${count === 1 ? 'table' : 'tables'} ${what}`)
}
