/** What a unified diff says of one file. */
export interface ChangedFile {
  readonly path: string
  /** Whether there was no such file before. */
  readonly isNew: boolean
  readonly added: number
  readonly removed: number
  /** Its hunks, without the two lines that name the file. */
  readonly lines: readonly string[]
}

/** The files of a unified diff as Lockstep writes it, `a/` and `b/` before their paths, in its order. */
export function changedFiles(diff: string): ChangedFile[] {
  const lines = diff.split('\n')
  const starts = lines.flatMap((line, i) =>
    line.startsWith('--- ') && lines[i + 1]?.startsWith('+++ ') ? [i] : [],
  )
  return starts.map((start, i) => {
    const own = lines.slice(start + 2, starts[i + 1] ?? lines.length)
    const hunks = own.slice(0, own.findLastIndex((line) => /^[-+ @\\]/.test(line)) + 1)
    return {
      path: (lines[start + 1] as string).slice('+++ '.length).replace(/^b\//, ''),
      isNew: lines[start] === '--- /dev/null',
      added: hunks.filter((line) => line.startsWith('+')).length,
      removed: hunks.filter((line) => line.startsWith('-')).length,
      lines: hunks,
    }
  })
}
