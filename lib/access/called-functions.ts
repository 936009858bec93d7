import { functionKind } from '../kinds/function'
import { policy as policyKind } from '../kinds/policy'
import type { ObjectRef } from '../objects/address'
import { neededObjects } from '../objects/needed-objects'
import type { Row } from '../objects/row'
import { findObject, isKindRead, kindLines, type Snapshot } from '../objects/snapshot'

/** The functions of one snapshot, as far as policies call them. */
export interface CalledFunctions {
  /** Those that the policy of this line calls. */
  readonly by: (policy: string) => readonly ObjectRef[]
  /** Nothing where functions could not be read. */
  readonly find: (ref: ObjectRef) => Row | undefined
}

/** @param numbers the number of each line of a policy */
export function calledFunctions(snapshot: Snapshot, numbers: ReadonlyMap<string, number>): CalledFunctions {
  const { needs } = kindLines(snapshot, policyKind.name)
  return {
    by: (policy) => {
      const number = numbers.get(policy)
      const needed = number === undefined ? null : needs?.of(number)
      // Almost all that policies need are columns, which are not worth parsing.
      return needed?.includes(`"${functionKind.name}"`)
        ? neededObjects({ needs: needed }).filter(({ kind }) => kind === functionKind.name)
        : []
    },
    find: (ref) =>
      isKindRead(snapshot, functionKind.name) ? findObject(snapshot, functionKind, ref) : undefined,
  }
}
