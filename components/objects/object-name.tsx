import { Fragment } from 'react'
import { sayObject } from '@/lib/kinds/say-object'
import { SafeName } from '../ui/safe-name'

interface ObjectNameProps {
  readonly kind: string
  readonly address: readonly string[]
  /** How many parts of the address are those of the object it is attached to. */
  readonly attachedParts?: number
}

/** An object's name; of what is attached to another object `anon on table public.invoices`. */
export function ObjectName({ kind, address, attachedParts = 0 }: ObjectNameProps) {
  const { own, on } = sayObject(kind, address, attachedParts)
  return (
    <>
      <Dotted parts={own} />
      {on && (
        <>
          {own.length > 0 && ' '}
          <span className="text-muted">on {on.kind} </span>
          <Dotted parts={on.name} />
        </>
      )}
    </>
  )
}

/** The parts of a name with dots between them. */
function Dotted({ parts }: { readonly parts: readonly string[] }) {
  return parts.map((part, i) => (
    // biome-ignore lint/suspicious/noArrayIndexKey: a part of a name is its place
    <Fragment key={i}>
      {i > 0 && <span className="text-muted">.</span>}
      <SafeName name={part} />
    </Fragment>
  ))
}
