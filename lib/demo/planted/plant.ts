import type { DemoEnvironmentName } from '../environments'

/** What brought a difference about. */
export type PlantedSort =
  | 'handMade'
  | 'pendingMigration'
  | 'editedMigration'
  | 'recordedWithoutEffect'
  | 'databaseOnlyMigration'
  | 'otherTool'
  | 'defaultPrivilegeAge'
  | 'extensionVersion'
  | 'platformObject'
  | 'nameOnly'
  | 'orderOnly'
  | 'ownerOnly'

/** One root difference between prod, the source, and an environment, the target. */
export interface Planted {
  readonly environment: DemoEnvironmentName
  /** Names and address parts as in lib/kinds. */
  readonly kind: string
  readonly address: readonly string[]
  /** `sourceOnly`: the environment lacks it; `targetOnly`: prod lacks it. */
  readonly status: 'different' | 'sourceOnly' | 'targetOnly'
  /** Fields of the kind that differ; empty when one side lacks the object. */
  readonly fields: readonly string[]
  /** The address it has in the environment, where only its name differs. */
  readonly targetAddress?: readonly string[]
  readonly sort: PlantedSort
  /** Why it matters, in a sentence. */
  readonly why: string
}

/** A difference of one environment or of several, before it is known which. */
export type Plant = Omit<Planted, 'environment'>

/** Makes plants of one sort. An address whose parts hold no dot may be written with dots between them. */
export function plants(sort: PlantedSort) {
  return {
    different: (kind: string, address: Address, fields: string, why: string): Plant => ({
      kind,
      address: parts(address),
      status: 'different',
      fields: fields.split(' '),
      sort,
      why,
    }),
    missing: (kind: string, address: Address, why: string): Plant =>
      oneSided('sourceOnly', kind, address, sort, why),
    extra: (kind: string, address: Address, why: string): Plant =>
      oneSided('targetOnly', kind, address, sort, why),
  }
}

type Address = string | readonly string[]

function oneSided(
  status: Plant['status'],
  kind: string,
  address: Address,
  sort: PlantedSort,
  why: string,
): Plant {
  return { kind, address: parts(address), status, fields: [], sort, why }
}

function parts(address: Address): readonly string[] {
  return typeof address === 'string' ? address.split('.') : address
}
