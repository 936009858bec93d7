import { AppError } from '../objects/app-error'
import { catalogHint, type ErrorCode } from '../objects/error-catalog'

/** One mistake of a configuration, with its place. */
export interface ConfigProblem {
  readonly code: ErrorCode
  /** What is wrong, in one sentence; never repeats a value. */
  readonly message: string
  /** What to write instead, where that is known. */
  readonly suggestion: string | null
  /** Path of the file, relative to the folder of the configuration; null for process variables. */
  readonly file: string | null
  /** From 1, in characters; null when the mistake is the whole file's. */
  readonly place: { readonly line: number; readonly column: number } | null
  /** Such as `environments[1].url`. */
  readonly path: string | null
  /** The environment it concerns alone; null when nothing of the configuration can be used. */
  readonly environment: string | null
}

type ProblemParts = Pick<ConfigProblem, 'code' | 'message'> & Partial<ConfigProblem>

export function configProblem(parts: ProblemParts): ConfigProblem {
  return { suggestion: null, file: null, place: null, path: null, environment: null, ...parts }
}

/** Line and column of an offset, counted as editors do. */
export function placeOf(text: string, at: number): { line: number; column: number } {
  const before = text.slice(0, at)
  const lineStart = before.lastIndexOf('\n') + 1
  return { line: before.split('\n').length, column: [...before.slice(lineStart)].length + 1 }
}

/** `lockstep.config.json:4:7 environments[1].url: … Did you mean …?` */
export function describeProblem(problem: ConfigProblem): string {
  const { file, place, path, message, suggestion } = problem
  const where = [file && place ? `${file}:${place.line}:${place.column}` : file, path]
    .filter(Boolean)
    .join(' ')
  return [where === '' ? message : `${where}: ${message}`, suggestion].filter(Boolean).join(' ')
}

/** All mistakes as one error, for a program that cannot go on. */
export function problemsError(problems: readonly ConfigProblem[]): AppError {
  const [first] = problems
  if (first && problems.length === 1) {
    const hint = first.suggestion ?? catalogHint(first.code)
    return new AppError({ code: first.code, message: describeProblem({ ...first, suggestion: null }), hint })
  }
  return new AppError({
    code: 'E-CONF',
    message: `The configuration has ${problems.length} mistakes.`,
    hint: catalogHint('E-CONF'),
    detail: problems.map(describeProblem).join('\n'),
  })
}
