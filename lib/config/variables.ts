import path from 'node:path'
import { type EnvEntry, parseEnvFile } from './env-file'
import { type ConfigProblem, configProblem } from './problem'
import { readTextFile } from './read-text-file'

/** A variable that is set, and where. */
export interface Variable {
  readonly name: string
  readonly value: string
  /** For people: `the process` or `.env.local:3`. */
  readonly source: string
  /** How many places win over this one. */
  readonly precedence: number
  /** Set in a file without quotes, so that a # in the value was taken as a comment. */
  readonly mayBeCut: boolean
}

/** All variables that configuration may refer to; what the process has wins over files, `.env.local` over `.env`. */
export interface Variables {
  find(name: string): Variable | null
  names(): string[]
  /** Set to nothing, and to no value at a place that wins over that one. */
  readonly empty: readonly Variable[]
  /** The places that were searched, for a message about a missing variable. */
  readonly searched: string
  readonly problems: readonly ConfigProblem[]
  /** Changes when a file was saved. */
  readonly revision: string
}

const ENV_FILES = ['.env.local', '.env'] as const

/** Reads the variables of a project folder. Files that cannot be read become problems. */
export async function readVariables(
  directory: string,
  environmentVariables: Readonly<Record<string, string | undefined>>,
): Promise<Variables> {
  const found = new Map<string, Variable>()
  const empty = new Map<string, Variable>()
  const add = (variable: Variable) => {
    const places = variable.value.trim() === '' ? empty : found
    if (!found.has(variable.name) && !places.has(variable.name)) places.set(variable.name, variable)
  }
  for (const [name, value = ''] of Object.entries(environmentVariables)) {
    add({ name, value, source: 'the process', precedence: 0, mayBeCut: false })
  }
  const problems: ConfigProblem[] = []
  const searched = ['the process']
  const revision: string[] = []
  for (const [index, file] of ENV_FILES.entries()) {
    const content = await readTextFile(path.join(/* turbopackIgnore: true */ directory, file))
    searched.push(content.state === 'absent' ? `${file} (there is none)` : file)
    if (content.state === 'unusable') problems.push(unusable(file, content.reason))
    if (content.state !== 'read') continue
    revision.push(`${file}:${content.changedAt}`)
    for (const [name, entry] of parseEnvFile(content.text)) add(fromFile(name, entry, file, index + 1))
  }
  return {
    find: (name) => found.get(name) ?? null,
    names: () => [...found.keys()],
    empty: [...empty.values()],
    searched: `${searched.slice(0, -1).join(', ')} and ${searched.at(-1)}`,
    problems,
    revision: revision.join(' '),
  }
}

function fromFile(
  name: string,
  { value, line, isQuoted }: EnvEntry,
  file: string,
  precedence: number,
): Variable {
  return { name, value, source: `${file}:${line}`, precedence, mayBeCut: !isQuoted }
}

function unusable(file: string, reason: string): ConfigProblem {
  return configProblem({ code: 'E-CONF-FILE', message: `It could not be read: ${reason}.`, file })
}
