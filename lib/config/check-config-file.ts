import { type ConfigFinding, findingProblem } from './config-finding'
import { type ConfigFile, configSchema } from './config-schema'
import { CONFIG_FILE } from './configuration'
import { findClashes, findRepeatedKeys, findSecrets } from './find-mistakes'
import { pathText, toPlainValue } from './json-path'
import { JsonMistake, type JsonNode, parseJsonTree } from './json-tree'
import { type ConfigProblem, configProblem, placeOf } from './problem'
import { schemaFindings } from './schema-findings'

/** A configuration file that was checked. */
export interface CheckedFile {
  /** What it says; null when it has any mistake. */
  readonly file: ConfigFile | null
  /** Its values with their places; null when it is not JSON. */
  readonly tree: JsonNode | null
  /** All its mistakes, in the order of the file. */
  readonly problems: readonly ConfigProblem[]
}

/** Checks the text of `lockstep.config.json` and reports all its mistakes at once, each with its place. */
export function checkConfigFile(text: string): CheckedFile {
  const tree = readTree(text)
  if (tree instanceof JsonMistake) return { file: null, tree: null, problems: [syntaxProblem(text, tree)] }
  const parsed = configSchema.safeParse(toPlainValue(tree))
  const issues = parsed.error?.issues.flatMap((issue) => schemaFindings(issue, tree)) ?? []
  const findings = [...findSecrets(tree), ...findRepeatedKeys(tree), ...findClashes(tree), ...issues]
  const problems = oneByPath(findings)
    .sort((a, b) => a.at - b.at)
    .map((finding) => findingProblem(finding, text))
  return { file: problems.length === 0 ? (parsed.data ?? null) : null, tree, problems }
}

function readTree(text: string): JsonNode | JsonMistake {
  try {
    return parseJsonTree(text)
  } catch (error) {
    if (error instanceof JsonMistake) return error
    throw error
  }
}

function syntaxProblem(text: string, { message, at }: JsonMistake): ConfigProblem {
  return configProblem({ code: 'E-CONF-SYNTAX', message, file: CONFIG_FILE, place: placeOf(text, at) })
}

/** A secret where an object belongs is one mistake, not two; the first that was found says it best. */
function oneByPath(findings: readonly ConfigFinding[]): ConfigFinding[] {
  const byPlace = new Map<string, ConfigFinding>()
  for (const finding of findings) {
    const key = `${pathText(finding.path)}@${finding.at}`
    if (!byPlace.has(key)) byPlace.set(key, finding)
  }
  return [...byPlace.values()]
}
