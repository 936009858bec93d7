/** Lines of left-aligned columns, two spaces apart; widths count code points, so wide scripts may look uneven. */
export function table(rows: readonly (readonly string[])[], indent = ''): string[] {
  const widths = (rows[0] ?? []).map((_, column) =>
    rows.reduce((widest, row) => Math.max(widest, width(row[column] ?? '')), 0),
  )
  return rows.map((row) => {
    const cells = row.map((cell, column) => cell + ' '.repeat((widths[column] ?? 0) - width(cell)))
    return `${indent}${cells.join('  ')}`.trimEnd()
  })
}

const STYLES = new RegExp(`${String.fromCharCode(27)}\\[\\d+m`, 'g')

function width(text: string): number {
  return [...text.replace(STYLES, '')].length
}
