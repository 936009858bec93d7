import type { ErrorCode } from '../objects/error-catalog'
import { CONFIG_FILE } from './configuration'
import { type JsonPath, pathText } from './json-path'
import { type ConfigProblem, configProblem, placeOf } from './problem'

/** A mistake in the configuration file, before its offset is turned into line and column. */
export interface ConfigFinding {
  readonly code: ErrorCode
  readonly message: string
  readonly suggestion?: string | null
  readonly path: JsonPath
  readonly at: number
  readonly environment?: string
}

export function findingProblem({ path, at, ...rest }: ConfigFinding, text: string): ConfigProblem {
  return configProblem({ ...rest, file: CONFIG_FILE, path: pathText(path), place: placeOf(text, at) })
}
