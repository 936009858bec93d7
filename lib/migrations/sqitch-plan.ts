import { createHash } from 'node:crypto'

/** One change of a plan. */
export interface PlannedChange {
  /** As Sqitch computes it from the plan; what its record calls the change. */
  readonly id: string
  readonly name: string
  /** The tag under which the script of a change is kept that was reworked later; null for the script as it is. */
  readonly reworkedAt: string | null
}

const LINE =
  /^\s*(?:[+-]\s*)?(\S+)(?:\s+\[([^\]]+)\])?\s+(\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ)\s+([^<]+?)\s+<([^>]+)>\s*(?:#\s*(.*))?$/

/**
 * Reads `sqitch.plan`: https://sqitch.org/docs/manual/sqitchplan, with the ids of
 * https://github.com/sqitchers/sqitch, lib/App/Sqitch/Plan/Change.pm.
 * @returns the changes in their order, and a sentence for every line that is no change, tag or note.
 */
export function parsePlan(text: string): { readonly changes: PlannedChange[]; readonly problems: string[] } {
  const lines = text.split(/\r?\n/)
  const pragmas = new Map(
    lines.flatMap((line) => {
      const pragma = /^\s*%\s*([\w-]+)\s*=\s*(.*?)\s*$/.exec(line)
      return pragma ? [[pragma[1] as string, pragma[2] as string] as const] : []
    }),
  )
  const project = { name: pragmas.get('project') ?? '', uri: pragmas.get('uri') ?? null }
  const problems: string[] = []
  const changes: PlannedChange[] = []
  const openTags = new Map<string, { place: number; tag: string | null }>()
  lines.forEach((line, i) => {
    if (/^\s*(?:#.*|%.*)?$/.test(line)) return
    const tag = /^\s*@(\S+)/.exec(line)?.[1]
    if (tag !== undefined) {
      for (const open of openTags.values()) open.tag ??= tag
      return
    }
    const parts = LINE.exec(line)
    if (!parts) {
      problems.push(`sqitch.plan: line ${i + 1} is neither a change nor a tag.`)
      return
    }
    const change = toChange(parts, project, changes.at(-1)?.id ?? null)
    const earlier = openTags.get(change.name)
    const reworked = earlier && changes[earlier.place]
    if (earlier && reworked) changes[earlier.place] = { ...reworked, reworkedAt: earlier.tag }
    openTags.set(change.name, { place: changes.length, tag: null })
    changes.push(change)
  })
  return { changes, problems }
}

function toChange(
  parts: RegExpExecArray,
  project: { readonly name: string; readonly uri: string | null },
  parent: string | null,
): PlannedChange {
  const [, name = '', dependencies = '', date = '', planner = '', email = '', note = ''] = parts
  const words = dependencies.split(/\s+/).filter((word) => word !== '')
  const requires = words.filter((word) => !word.startsWith('!')).map((word) => own(word, project.name))
  const conflicts = words
    .filter((word) => word.startsWith('!'))
    .map((word) => own(word.slice(1), project.name))
  const info = [
    `project ${project.name}`,
    ...(project.uri ? [`uri ${project.uri}`] : []),
    `change ${name}`,
    ...(parent ? [`parent ${parent}`] : []),
    `planner ${planner} <${email}>`,
    `date ${date}`,
    ...(requires.length > 0 ? [`requires\n  + ${requires.join('\n  + ')}`] : []),
    ...(conflicts.length > 0 ? [`conflicts\n  - ${conflicts.join('\n  - ')}`] : []),
    ...(note ? ['', unescaped(note)] : []),
  ].join('\n')
  const id = createHash('sha1')
    .update(`change ${Buffer.byteLength(info)}\0${info}`)
    .digest('hex')
  return { id, name, reworkedAt: null }
}

/** A dependency within the project is named without it. */
function own(dependency: string, project: string): string {
  return dependency.startsWith(`${project}:`) ? dependency.slice(project.length + 1) : dependency
}

function unescaped(note: string): string {
  const meant: Readonly<Record<string, string>> = { n: '\n', r: '\r', '\\': '\\' }
  return note.trimEnd().replace(/\\([nr\\])/g, (_, letter: string) => meant[letter] ?? '')
}
