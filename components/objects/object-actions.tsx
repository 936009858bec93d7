import type { ObjectAnswer } from '@/lib/services/object-answer'
import { compareHref } from '../compare/compare-href'
import { ButtonLink } from '../ui/button'
import { CopyLink } from '../ui/copy-link'
import type { ObjectState } from './object-state'

interface ObjectActionsProps {
  readonly object: ObjectAnswer
  readonly state: ObjectState
}

/** Where to go from an object, and its link. */
export function ObjectActions({ object: { id, kind }, state: { source, target } }: ObjectActionsProps) {
  return (
    <>
      {source && target && source !== target && (
        <ButtonLink look="primary" href={compareHref(source, target, { object: id })}>
          Compare {source} with {target}
        </ButtonLink>
      )}
      {kind === 'table' && (
        <ButtonLink href={`/policies/${encodeURIComponent(id)}`}>Row-level security</ButtonLink>
      )}
      <CopyLink />
      <ButtonLink href="/overview">Back to the overview</ButtonLink>
    </>
  )
}
