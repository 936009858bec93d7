/** What a header may name of its own file. */
export interface HeaderFacts {
  readonly version: string
  readonly name: string
  /** Within the folder. */
  readonly path: string
}

/** A file with its text. */
export interface HeadedFile extends HeaderFacts {
  readonly text: string
}

/** What a header may name besides. */
export interface HeaderAuthor {
  /** As the repository knows who works here; null where it does not. */
  readonly name: string | null
  readonly email: string | null
  readonly now: Date
}

/** How many of the newest files must begin alike, and how many at least. */
const NEWEST = 3
const FEWEST = 2

/**
 * The comment with which the newest files of a folder begin alike, but for their names, their dates and what stands
 * behind their labels; filled in for a new file. Gives nothing where they have none in common.
 * @param files the newest last.
 */
export function teamHeader(
  files: readonly HeadedFile[],
  author: HeaderAuthor,
): (facts: HeaderFacts) => string {
  const newest = files.slice(-NEWEST)
  const heads = newest.map((file) => leadingComment(file.text).map((line) => parseLine(line, file)))
  const common = newest.length < FEWEST ? [] : commonLines(heads)
  if (!common.some(([line]) => /\p{L}/u.test(line?.fixed ?? ''))) return () => ''
  return (facts) =>
    `${closed(common.map((lines) => fillLine(lines as Line[], newest, facts, author))).join('\n')}\n`
}

/** A line of a comment: what is the same in every file, and what is not. */
interface Line {
  /** With marks in the place of dates and of the file's own names; what stands behind a label is not in it. */
  readonly fixed: string
  readonly label: string | null
  readonly value: string
}

/** Marks of tools within comments; they are no part of what a team writes. */
const TOOL_MARK =
  /^\s*--\s*(?:\+goose|migrate:|atlas:|liquibase|changeset|!|[\s-]*(?:up|down)\s+migration)|^\s*--!/i

/** The lines of comment at the beginning of a text. */
function leadingComment(text: string): string[] {
  const lines: string[] = []
  let isInBlock = false
  for (const line of text.replace(/^\uFEFF/, '').split(/\r?\n/)) {
    const isComment = isInBlock || /^\s*(?:--|\/\*|$)/.test(line)
    if (!isComment || TOOL_MARK.test(line)) break
    isInBlock = /\/\*/.test(line) ? !/\*\//.test(line) : isInBlock && !/\*\//.test(line)
    lines.push(line.trimEnd())
  }
  return withoutBlankEnd(lines)
}

const LABEL = /^(\s*(?:--+|\/\*+|\*)?\s*@?[\p{L}][\p{L} _-]{0,24}?)(\s*:\s*|\s+=\s+)(\S.*)?$/u
const DATE = /\d{4}[-/.]\d{2}[-/.]\d{2}(?:[ T]\d{2}:\d{2}(?::\d{2}(?:\.\d+)?)?(?:Z| UTC)?)?/g
const NAME_MARK = '\uE000'
const DATE_MARK = '\uE001'

function parseLine(line: string, facts: HeaderFacts): Line {
  const [, label, colon = '', value = ''] = LABEL.exec(line) ?? []
  if (label === undefined) {
    const fixed = namesOf(facts).reduce((text, name) => text.replaceAll(name, NAME_MARK), line)
    return { fixed: fixed.replaceAll(DATE, DATE_MARK), label: null, value: line }
  }
  return { fixed: label, label: `${label}${colon}`, value }
}

/** Lines that are the same in all heads, from the first one on. */
function commonLines(heads: readonly (readonly Line[])[]): (Line | undefined)[][] {
  const [first = [], ...others] = heads
  const length = first.findIndex((line, i) =>
    others.some(
      (head) => head[i]?.fixed !== line.fixed || (head[i]?.label === null) !== (line.label === null),
    ),
  )
  const common = (length < 0 ? first : first.slice(0, length)).map((_, i) => heads.map((head) => head[i]))
  while (common.at(-1)?.[0]?.fixed === '') common.pop()
  return common
}

function fillLine(
  lines: readonly Line[],
  files: readonly HeaderFacts[],
  facts: HeaderFacts,
  author: HeaderAuthor,
): string {
  const newest = lines.at(-1) as Line
  if (newest.label === null) return renamed(newest.value, files.at(-1) as HeaderFacts, facts, author.now)
  return `${newest.label}${fillValue(lines, files, facts, author)}`.trimEnd()
}

const AUTHOR = /^(?!.*(?:review|approv|check|test))(?:.*\b(?:author|by|owner|developer|creator)\b)/i
const SUMMARY = /\b(?:description|summary|purpose|title|what)\b/i

/** What stands behind a label in the new file: nothing where only people can tell. */
function fillValue(
  lines: readonly Line[],
  files: readonly HeaderFacts[],
  facts: HeaderFacts,
  author: HeaderAuthor,
): string {
  const { fixed, value } = lines.at(-1) as Line
  const isSame = lines.every((line) => line.value === value)
  if (isSame && value === '') return ''
  if (AUTHOR.test(fixed)) return authorAs(value, author) ?? (isSame ? value : '')
  const own = lines.every((line, i) =>
    namesOf(files[i] as HeaderFacts).some((name) => line.value.includes(name)),
  )
  const isDated = lines.every((line) => line.value.match(DATE))
  if (own || isDated) return renamed(value, files.at(-1) as HeaderFacts, facts, author.now)
  if (isSame) return value
  return SUMMARY.test(fixed) ? facts.name.replaceAll(/[_-]+/g, ' ') : ''
}

/** With an address where the team writes one. */
function authorAs(example: string, { name, email }: HeaderAuthor): string | null {
  if (name === null) return null
  if (/<[^>]*@/.test(example)) return email ? `${name} <${email}>` : name
  return /^\S+@\S+$/.test(example) ? email : name
}

/** A text of one file with the names of another and the date of now, as precisely as it had one. */
function renamed(text: string, from: HeaderFacts, to: HeaderFacts, now: Date): string {
  const [names, others] = [namesOf(from), namesOf(to)]
  const marked = names.reduce((line, name, i) => line.replaceAll(name, `\uE000${i}\uE001`), text)
  const dated = marked.replaceAll(DATE, (date) => dateAs(date, now))
  return dated.replaceAll(/\uE000(\d)\uE001/g, (_, i) => others[Number(i)] ?? '')
}

/** Its path, its file's name, that without ending, its name in words, its name, its version: the longest first. */
function namesOf({ path, version, name }: HeaderFacts): string[] {
  const file = path.replace(/^.*\//, '')
  const names = [path, file, file.replace(/\.[^.]*$/, ''), name, name.replaceAll('_', ' '), version]
  return names.map((each) => (each.length < SHORTEST_NAME ? UNUSED : each))
}

/** A name as short as `a` or `1` may stand anywhere. */
const SHORTEST_NAME = 3
/** Stands for a name that is not looked for; like the marks, a character for private use. */
const UNUSED = '\uE002'

function dateAs(example: string, now: Date): string {
  const time = now.toISOString()
  const [day = '', clock = ''] = [time.slice(0, 10), time.slice(11)]
  const separator = example[4] ?? '-'
  const rest = example.slice(10)
  if (rest === '') return day.replaceAll('-', separator)
  const [zone = ''] = /(?:Z| UTC)$/.exec(rest) ?? []
  const digits = rest.slice(1, rest.length - zone.length).length
  return `${day.replaceAll('-', separator)}${rest[0]}${clock.slice(0, digits).replace(/Z$/, '')}${zone}`
}

function withoutBlankEnd(lines: readonly string[]): string[] {
  const last = lines.findLastIndex((line) => line !== '')
  return lines.slice(0, last + 1)
}

/** A block comment whose end was not in common is ended. */
function closed(lines: readonly string[]): string[] {
  const text = lines.join('\n')
  return text.lastIndexOf('/*') > text.lastIndexOf('*/') ? [...lines, ' */'] : [...lines]
}
