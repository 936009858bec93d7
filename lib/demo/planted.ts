import type { DemoEnvironmentName } from './environments'
import { plantedInDev } from './planted/dev'
import { plantedEverywhere } from './planted/everywhere'
import { plantedInLocal } from './planted/local'
import type { Plant, Planted } from './planted/plant'
import { plantedInStaging } from './planted/staging'

/**
 * Every root difference between prod and each other environment: the product must find exactly these. What is missing
 * along with a missing parent is not listed.
 */
export const planted: readonly Planted[] = [
  ...inEnvironment('local', plantedInLocal),
  ...inEnvironment('dev', plantedInDev),
  ...inEnvironment('staging', plantedInStaging),
]

function inEnvironment(environment: DemoEnvironmentName, own: readonly Plant[]): Planted[] {
  return [...plantedEverywhere, ...own].map((plant) => ({ environment, ...plant }))
}
