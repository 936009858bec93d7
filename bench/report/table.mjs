/** A Markdown table; the first column is set to the left, the others to the right. */
export function table(heads, rows) {
  const line = (cells) => `| ${cells.join(' | ')} |`
  const rule = heads.map((_, i) => (i === 0 ? '---' : '---:'))
  return [line(heads), line(rule), ...rows.map(line)].join('\n')
}

/** A number with as many digits as mean something. */
export function figure(value, digits = 2) {
  if (value === undefined || Number.isNaN(value)) return '–'
  return value >= 100 ? value.toFixed(0) : value >= 10 ? value.toFixed(1) : value.toFixed(digits)
}

export const megabytes = (bytes) => (bytes === undefined ? '–' : `${Math.round(bytes / 1e6)} MB`)
export const percent = (share) =>
  share === undefined || Number.isNaN(share) ? '–' : `${(share * 100).toFixed(0)}%`
export const thousands = (number) => number.toLocaleString('en-US')
