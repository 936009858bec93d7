import { setImmediate } from 'node:timers/promises'
import { SEVERITIES } from '../../objects/kind'
import type { ParseStatement } from '../../sql/parse-statement'
import { Deploy } from './deploy'
import { effectsOf } from './effects'
import type { EnvironmentFacts } from './facts'
import type { LintedFile, LintFinding, SilencedFinding } from './lint-finding'
import { namesNeeded } from './names-needed'
import { relationName, walk } from './nodes'
import { relationsNeeded } from './relations-needed'
import type { LintContext } from './rule'
import { LINT_RULES } from './rules/all'
import { doesNotParse } from './rules/does-not-parse'
import { type LintScript, readScript } from './script'
import type { SquawkFinding } from './squawk'

/** A file that a tool would run in the target. */
export interface PendingFile {
  /** With its folder. */
  readonly path: string
  /** Id of its migration. */
  readonly migration: string
  readonly tool: string
  /** Null where it is no SQL, or could not be read. */
  readonly text: string | null
  /** Why its text is not known; null where it is. */
  readonly problem: string | null
  /** The other environments in which it is to run too. */
  readonly alsoPendingIn: readonly EnvironmentFacts[]
}

/** Asks squawk about a script; null where squawk is not there. Rejects with a sentence. */
export type AskSquawk = ((script: string, isWrapped: boolean) => Promise<readonly SquawkFinding[]>) | null

/** Splits and parses pending files, in their order, and lets others have their turn between them. */
export async function readPending(
  files: readonly PendingFile[],
  parse: ParseStatement,
): Promise<LintScript[]> {
  const scripts: LintScript[] = []
  for (const { path, tool, migration, text } of files) {
    scripts.push(readScript({ path, tool, migration, text }, parse))
    await setImmediate()
  }
  return scripts
}

/** The relations, types and functions that files name, without their schemas. */
export function namesAsked(scripts: readonly LintScript[]): string[] {
  const names = scripts.flatMap(({ statements }) =>
    statements.flatMap(({ tree }) => [
      ...walk(tree).flatMap((node) => ('relname' in node ? String(node.relname) : [])),
      ...relationsNeeded(tree).map(({ name }) => name),
      ...namesNeeded(tree).map(({ name }) => name),
      ...effectsOf(tree).flatMap(({ space, name: [name] }) => (space === 'relation' && name ? [name] : [])),
    ]),
  )
  return [...new Set(names)]
}

/**
 * Asks every rule about every statement of the pending files, in the order in which they will run, so that each is judged
 * by what is there when it runs.
 * @param scripts of the files, as `readPending` gives them.
 */
export async function lintFiles(
  files: readonly PendingFile[],
  scripts: readonly LintScript[],
  target: EnvironmentFacts,
  askSquawk: AskSquawk,
): Promise<LintedFile[]> {
  const deploy = new Deploy(scripts, target)
  const alsoPendingIn = new Map(files.map((file) => [file.path, file.alsoPendingIn]))
  const context: LintContext = { deploy, target, alsoPendingIn }
  const linted: LintedFile[] = []
  let at = 0
  const work = scripts.map((script, place) => {
    const first = at
    at += script.statements.length
    const file = files[place] as PendingFile
    return () =>
      file.text === null ? unreadFile(file) : lintScript(script, file.migration, first, context, askSquawk)
  })
  for (let place = 0; place < work.length; place += AT_A_TIME) {
    linted.push(...(await Promise.all(work.slice(place, place + AT_A_TIME).map((each) => each()))))
    await setImmediate()
  }
  return linted
}

/** Files that are asked about in one go; squawk is a process for each. */
const AT_A_TIME = 4

function unreadFile({ path, migration, tool, problem }: PendingFile): LintedFile {
  const problems = [problem ?? 'It is a program, which only its own tool can read.']
  return { path, migration, tool, state: 'unread', statements: 0, problems, findings: [], silenced: [] }
}

async function lintScript(
  script: LintScript,
  migration: string,
  first: number,
  context: LintContext,
  askSquawk: AskSquawk,
): Promise<LintedFile> {
  const own = [...findingsOfScript(script, context), ...findingsOfStatements(script, first, context)]
  const squawk = await findingsOfSquawk(script, first, context, askSquawk)
  const { findings, silenced } = applySilencings([...own, ...squawk.findings], script)
  const told = new Set(own.filter(({ rule }) => rule === doesNotParse.id).map(({ line }) => line))
  const problems = [
    ...script.unread
      .filter(({ line }) => !told.has(line))
      .map(({ line, message }) => `Line ${line} could not be looked into: ${message}.`),
    ...squawk.problems,
  ]
  return {
    path: script.path,
    migration,
    tool: script.tool,
    state: problems.length + script.unread.length > 0 ? 'partly' : findings.length > 0 ? 'found' : 'clean',
    statements: script.statements.length + script.unread.length,
    problems,
    findings: findings.sort(mostSeriousFirst),
    silenced,
  }
}

function findingsOfScript(script: LintScript, context: LintContext): LintFinding[] {
  return LINT_RULES.flatMap((rule) =>
    (rule.checkScript?.(script, context) ?? []).map((finding) => ({
      ...finding,
      rule: rule.id,
      source: 'own' as const,
      statement: excerpt(finding.statement),
    })),
  )
}

function findingsOfStatements(script: LintScript, first: number, context: LintContext): LintFinding[] {
  return script.statements.flatMap((statement, place) =>
    LINT_RULES.flatMap((rule) =>
      (rule.check?.(statement, first + place, context) ?? []).map((finding) => ({
        ...finding,
        rule: rule.id,
        source: 'own' as const,
        line: statement.line,
        statement: excerpt(statement.text),
      })),
    ),
  )
}

async function findingsOfSquawk(
  script: LintScript,
  first: number,
  context: LintContext,
  askSquawk: AskSquawk,
): Promise<{ findings: LintFinding[]; problems: string[] }> {
  if (!askSquawk || script.unread.length > 0) return { findings: [], problems: [] }
  try {
    const found = await askSquawk(withoutPsql(script), script.isWrapped)
    const told = found.filter(
      ({ rule, isOnce }, place) => !isOnce || found.findIndex((each) => each.rule === rule) === place,
    )
    return { findings: told.flatMap((each) => fromSquawk(each, script, first, context)), problems: [] }
  } catch (error) {
    return { findings: [], problems: [`squawk was not asked: ${(error as Error).message}`] }
  }
}

/** Lines for psql are left empty, so that all others keep their numbers. */
function withoutPsql({ text, psqlLines }: LintScript): string {
  const lines = text.split('\n')
  for (const { line } of psqlLines) lines[line - 1] = ''
  return lines.join('\n')
}

/** The place of the statement that squawk points into, or -1. */
function placeOf({ line, column }: SquawkFinding, { text, statements }: LintScript): number {
  const before = text.split('\n').slice(0, line - 1)
  const offset = before.reduce((sum, each) => sum + each.length + 1, 0) + column
  return statements.findIndex(({ start, text: own }) => start <= offset && offset <= start + own.length)
}

/** What squawk cannot know: that the table is one of this very deploy, which nobody uses yet. */
function fromSquawk(
  finding: SquawkFinding,
  script: LintScript,
  first: number,
  { deploy }: LintContext,
): LintFinding[] {
  const { rule, line, message, help, why, severity, isAboutUse } = finding
  const place = placeOf(finding, script)
  const statement = script.statements[place]
  const { AlterTableStmt, RenameStmt, DropStmt } = statement?.tree ?? {}
  const written = relationName(AlterTableStmt?.relation ?? RenameStmt?.relation)
  const at = first + place
  const isNew = written !== null && deploy.isNew(deploy.resolve(written, at), at)
  const isOwnDrop =
    DropStmt !== undefined &&
    deploy
      .effectsAt(at)
      .every(
        ({ space, home, name }) =>
          deploy.madeBefore(space, home, name, at) || deploy.presence(space, home, name, at) === 'absent',
      )
  if (isAboutUse && (isNew || isOwnDrop)) return []
  return [
    {
      rule,
      source: 'squawk',
      severity,
      line: statement?.line ?? line,
      statement: excerpt(statement?.text ?? ''),
      message,
      why,
      instead: help,
    },
  ]
}

const LONGEST_EXCERPT = 1_200

function excerpt(statement: string): string {
  return statement.length > LONGEST_EXCERPT ? `${statement.slice(0, LONGEST_EXCERPT)} …` : statement
}

/** A comment silences its rule for the next statement, or for what stands on the next line of the file. */
function applySilencings(
  findings: readonly LintFinding[],
  { silencings, statements, unread, psqlLines }: LintScript,
): { findings: LintFinding[]; silenced: SilencedFinding[] } {
  const lines = [...statements, ...unread, ...psqlLines].map(({ line }) => line)
  const silenced: SilencedFinding[] = []
  const left = findings.filter(({ rule, line, message }) => {
    const comment = silencings.find(
      (each) =>
        each.rule === rule && each.line < line && !lines.some((other) => each.line < other && other < line),
    )
    if (comment) silenced.push({ rule, line, message, reason: comment.reason })
    return !comment
  })
  return { findings: left, silenced }
}

function mostSeriousFirst(a: LintFinding, b: LintFinding): number {
  return SEVERITIES.indexOf(a.severity) - SEVERITIES.indexOf(b.severity) || a.line - b.line
}
