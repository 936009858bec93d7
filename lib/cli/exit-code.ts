/** As in diff(1). */
export const EXIT = { same: 0, different: 1, trouble: 2 } as const
export type ExitCode = (typeof EXIT)[keyof typeof EXIT]

/** The exit code of a comparison: with anything unknown never 0, unless the caller said that it may be. */
export function exitCodeOf(
  { identical, differences, unknown }: { identical: boolean; differences: number; unknown: number },
  allowUnknown: boolean,
): ExitCode {
  if (identical) return EXIT.same
  if (differences > unknown) return EXIT.different
  return allowUnknown ? EXIT.same : EXIT.trouble
}
