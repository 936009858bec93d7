import { lineCount, lineText, splitLines } from '../objects/lines'
import { kindLines, type Snapshot } from '../objects/snapshot'

/** Roles are the server's, so those that other tests made there, and what they may read, are left out. */
export function withOwnRoles(snapshot: Snapshot, ownRole: RegExp): Snapshot {
  const kinds = new Map(snapshot.kinds)
  for (const name of ['role', 'role-membership']) {
    const { lines } = kindLines(snapshot, name)
    const own = Array.from({ length: lineCount(lines) }, (_, line) => lineText(lines, line)).filter((line) =>
      line.split('\t', name === 'role' ? 1 : 2).every((role) => ownRole.test(role)),
    )
    kinds.set(name, {
      lines: splitLines(Buffer.from(own.map((line) => `${line}\n`).join(''))),
      busy: new Set(),
    })
  }
  return { ...snapshot, kinds }
}
