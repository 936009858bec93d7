import type { Creator, FolderNow } from './creator'
import { textOf } from './folder-style'
import { formOf, nextVersion } from './next-version'

const FILE = /^((?:.*\/)?)V([\d._]+)__([^/]*)\.[^/.]+$/

/** The next version in the way of the newest file: `V2__`, `V002__`, `V1.4__`, `V1_4__`, `V20260102030405__`, `V2026.01.02__`. */
export const flywayCreator: Creator = {
  tool: 'flyway',
  create: ({ name, sql, now }, folder) => {
    const newest = folder.files.findLast(({ path }) => FILE.test(path))
    const [, place = '', written = '', words = ''] = FILE.exec(newest?.path ?? '') ?? []
    const version = versionAfter(written, folder, now)
    const styled = name.replaceAll(/[ -]/g, '_')
    const called = /^\p{Lu}/u.test(words) ? styled[0]?.toUpperCase() + styled.slice(1) : styled
    const path = `${place}V${version}__${called}.sql`
    return { files: [{ path, text: textOf(folder.header({ version, name: called, path }), sql) }] }
  },
}

function versionAfter(written: string, { files, recorded }: FolderNow, now: Date): string {
  const versions = [...files.map(({ version }) => version), ...recorded]
  if (!/[._]/.test(written)) return nextVersion(versions, formOf(written, 1), now)
  const separator = /[._]/.exec(written)?.[0] ?? '.'
  const parts = written.split(/[._]/)
  return datedParts(parts, now)?.join(separator) ?? countedOn(parts, versions).join(separator)
}

/** A date in parts, such as 2026.01.02, with the parts of now; null where it is none, or now is not after it. */
function datedParts(parts: readonly string[], now: Date): string[] | null {
  const widths = parts.map((part) => part.length)
  const digits = widths.reduce((sum, width) => sum + width, 0)
  if (!/^(?:19|20)\d\d$/.test(parts[0] ?? '') || ![8, 12, 14].includes(digits)) return null
  const time = now.toISOString().replace(/\D/g, '')
  let at = 0
  const dated = widths.map((width) => {
    at += width
    return time.slice(at - width, at)
  })
  return dated.join('') > parts.join('') ? dated : null
}

/** One more in the last part than any version that begins like the newest one. */
function countedOn(parts: readonly string[], versions: readonly (string | null)[]): string[] {
  const [before, last = '0'] = [parts.slice(0, -1), parts.at(-1)]
  const numbers = (some: readonly string[]) => some.map((part) => String(BigInt(part || '0'))).join('.')
  const siblings = versions.flatMap((version) => {
    const other = version?.split(/[._]/) ?? []
    const isSibling = other.length === parts.length && numbers(other.slice(0, -1)) === numbers(before)
    return isSibling && /^\d+$/.test(other.at(-1) ?? '') ? [Number(other.at(-1))] : []
  })
  return [...before, String(Math.max(...siblings, Number(last)) + 1).padStart(last.length, '0')]
}
