const NAME = /"(?:[^"]|"")+"|[^\s".,()]+/y
const COPY = /^\s*COPY\s+/i
const FROM_STDIN = /\sFROM\s+stdin\b[^"';]*;\s*$/i

/**
 * The table and the columns that a `COPY … FROM stdin;` names.
 * @param {string} statement in latin1
 * @returns {{ schema: string, name: string, columns: string[] } | null} null for any other statement.
 */
export function copyTarget(statement) {
  const copy = COPY.exec(statement)
  if (!copy || !FROM_STDIN.test(statement)) return null
  const reader = { at: copy[0].length }
  const first = nameAt(statement, reader)
  if (first === null) return null
  const isQualified = statement[reader.at] === '.'
  if (isQualified) reader.at += 1
  const second = isQualified ? nameAt(statement, reader) : null
  return {
    schema: second === null ? 'public' : first,
    name: second ?? first,
    columns: columnsAt(statement, reader),
  }
}

/** @param {string} statement @param {{ at: number }} reader */
function columnsAt(statement, reader) {
  const columns = []
  while (/\s/.test(statement[reader.at] ?? '')) reader.at += 1
  if (statement[reader.at] !== '(') return columns
  for (reader.at += 1; statement[reader.at] !== ')' && reader.at < statement.length; ) {
    const column = nameAt(statement, reader)
    if (column !== null) columns.push(column)
    else reader.at += 1
  }
  return columns
}

/** @param {string} statement @param {{ at: number }} reader */
function nameAt(statement, reader) {
  NAME.lastIndex = reader.at
  const [found] = NAME.exec(statement) ?? []
  if (found === undefined) return null
  reader.at += found.length
  const name = found[0] === '"' ? found.slice(1, -1).replaceAll('""', '"') : found.toLowerCase()
  return Buffer.from(name, 'latin1').toString('utf8')
}
