import { Fragment } from 'react'
import { SafeName } from '../ui/safe-name'

/** The parts of an address with dots between them; parts that are empty are left out. */
export function ObjectName({ address }: { readonly address: readonly string[] }) {
  return address
    .filter((part) => part !== '')
    .map((part, i) => (
      // biome-ignore lint/suspicious/noArrayIndexKey: a part of an address is its place
      <Fragment key={i}>
        {i > 0 && <span className="text-muted">.</span>}
        <SafeName name={part} />
      </Fragment>
    ))
}
