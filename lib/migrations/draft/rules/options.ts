/** Sets the options that differ, and takes back those that are gone. Each is `name=value`. */
export function optionStatements(
  alter: string,
  wanted: readonly string[],
  present: readonly string[],
): string[] {
  const names = (options: readonly string[]) => options.map((option) => option.split('=')[0] as string)
  const set = wanted.filter((option) => !present.includes(option))
  const gone = names(present).filter((name) => !names(wanted).includes(name))
  return [
    ...(set.length > 0 ? [`${alter} SET (${set.join(', ')});`] : []),
    ...(gone.length > 0 ? [`${alter} RESET (${gone.join(', ')});`] : []),
  ]
}
