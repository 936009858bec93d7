import { Fragment } from 'react'
import { Count } from '../ui/count'
import { SafeName } from '../ui/safe-name'
import type { DiffRow } from './line-diff'

/** One side of a comparison. */
export interface DiffSide {
  /** The environment's name, shown over its text. */
  readonly name: string
  /** Its statement; null where the object does not exist. */
  readonly ddl: string | null
}

interface DiffSummaryProps {
  readonly rows: readonly DiffRow[]
  readonly source: DiffSide
  readonly target: DiffSide
}

/** How much of two statements differs, in a sentence. */
export function DiffSummary({ rows, source, target }: DiffSummaryProps) {
  const absent = [source, target].filter(({ ddl }) => ddl === null)
  if (absent.length > 0) {
    return absent.map(({ name }) => (
      <Fragment key={name}>
        Does not exist in <SafeName name={name} />.{' '}
      </Fragment>
    ))
  }
  const differing = rows.filter(({ type }) => type !== 'same').length
  if (differing === 0) return 'Both statements are the same.'
  return (
    <>
      <Count value={differing} of={['line differs', 'lines differ']} />,{' '}
      <Count value={rows.length - differing} of={['is', 'are']} /> the same.
    </>
  )
}
