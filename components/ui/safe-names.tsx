import type { ReactNode } from 'react'
import { SafeName } from './safe-name'

/** Names of environments in a sentence: `dev`, `dev and staging`, `local, dev and staging`. */
export function SafeNames({ names }: { readonly names: readonly string[] }): ReactNode {
  return names.map((name, i) => (
    <span key={name}>
      {i > 0 && (i === names.length - 1 ? ' and ' : ', ')}
      <SafeName name={name} className="font-medium" />
    </span>
  ))
}
