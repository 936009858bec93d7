import type { ObjectAnswer } from '@/lib/services/object-answer'
import { compareHref } from '../compare/compare-href'
import { CopyAction } from '../compare/copy-action'
import { ButtonLink } from '../ui/button'
import { objectHref } from './object-href'
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
      <CopyAction
        label="Copy link"
        text={() => window.location.origin + objectHref(id) + window.location.search}
      />
      <ButtonLink href="/overview">Back to the overview</ButtonLink>
    </>
  )
}
