import type { NamedObject } from '@/lib/services/named-object'
import type { ComparedObjectAnswer } from '@/lib/services/read-compared-object'
import { ObjectName } from '../objects/object-name'
import { SeverityBadge } from '../status/severity'
import { Status } from '../status/status'
import { Count } from '../ui/count'
import { SafeName } from '../ui/safe-name'
import type { Pair } from './last-pair'
import { ObjectLink } from './object-link'
import { type SideNames, STATUS_NAMES, statusInWords } from './status-words'

interface RelatedObjectsProps {
  readonly object: ComparedObjectAnswer
  readonly names: SideNames
  readonly pair: Pair
  readonly onChoose: (id: string) => void
}

/** What is missing along with the object, and what differs below it. */
export function RelatedObjects({ object, names, pair, onChoose }: RelatedObjectsProps) {
  const { consequences, below, status } = object
  const left = consequences.total - consequences.first.length
  const link = (each: NamedObject) => (
    <>
      <span className="text-muted">{each.label}</span>
      <ObjectLink id={each.id} pair={pair} onChoose={onChoose}>
        <ObjectName kind={each.kind} address={each.address} attachedParts={each.attachedParts} />
      </ObjectLink>
    </>
  )
  return (
    <>
      {below.length > 0 && (
        <section aria-labelledby="below">
          <h3 id="below" className="font-semibold">
            Below this object
          </h3>
          <ul className="mt-2 space-y-1.5 text-sm">
            {below.map((each) => (
              <li key={each.id} className="flex flex-wrap items-center gap-2">
                <Status status={STATUS_NAMES[each.status]} label={statusInWords(each.status, names)} />
                {link(each)}
                <SeverityBadge severity={each.severity} />
              </li>
            ))}
          </ul>
        </section>
      )}
      {consequences.total > 0 && (
        <section aria-labelledby="consequences">
          <h3 id="consequences" className="font-semibold">
            <Count value={consequences.total} of={['object follows', 'objects follow']} /> from this
          </h3>
          <p className="text-muted text-sm">
            {status === 'sourceOnly' && (
              <>
                Missing in <SafeName name={names.target} /> along with it; counted with it, not beside it.
              </>
            )}
            {status === 'targetOnly' && (
              <>
                Only in <SafeName name={names.target} /> along with it; counted with it, not beside it.
              </>
            )}
            {status === 'different' && 'They differ because this does; counted with it, not beside it.'}
          </p>
          <ul className="mt-2 grid gap-x-6 gap-y-1.5 text-sm sm:grid-cols-2">
            {consequences.first.map((each) => (
              <li key={each.id} className="flex min-w-0 flex-wrap items-center gap-2">
                {link(each)}
              </li>
            ))}
          </ul>
          {left > 0 && (
            <p className="mt-2 text-muted text-sm">
              and <Count value={left} /> more
            </p>
          )}
        </section>
      )}
    </>
  )
}
