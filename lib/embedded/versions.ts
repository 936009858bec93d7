/**
 * The native builds of Postgres we run, by major. Pinned exactly: a range picks old pre-releases,
 * because every version of these packages carries a pre-release tag.
 */
export const embeddedVersions = {
  14: '14.23.0-beta.17',
  15: '15.18.0-beta.17',
  16: '16.14.0-beta.17',
  17: '17.10.0-beta.17',
  18: '18.4.0-beta.17',
} as const satisfies Record<number, string>

export type EmbeddedMajor = keyof typeof embeddedVersions

/** Which Postgres to run: a major of ours, or a major of the Debian packages of this machine. */
export type PostgresLabel = EmbeddedMajor | `${number}-debian`

export const isEmbeddedMajor = (major: number): major is EmbeddedMajor => major in embeddedVersions

/** The major a label stands for: 15 for both `15` and `15-debian`. */
export const majorOf = (label: PostgresLabel): number => Number.parseInt(String(label), 10)

/**
 * Reads what a person writes for a label.
 * @returns null when no Postgres of that name can be run.
 */
export function parseLabel(text: string): PostgresLabel | null {
  if (/^\d+-debian$/.test(text)) return text as PostgresLabel
  const major = Number(text)
  return isEmbeddedMajor(major) ? major : null
}
