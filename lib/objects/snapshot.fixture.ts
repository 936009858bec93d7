import type { Kind } from './kind'
import { lineColumns } from './kind'
import { splitLines } from './lines'
import { knownNeeds, NEEDS } from './needed-objects'
import { copyValue, type Row } from './row'
import type { Snapshot } from './snapshot'

/** A snapshot of the given rows, for tests that need no server. */
export function snapshotOf(
  rows: readonly { readonly kind: Kind; readonly rows: readonly Row[] }[],
  properties: Partial<Omit<Snapshot, 'kinds'>> & {
    readonly busy?: Readonly<Record<string, readonly number[]>>
  } = {},
): Snapshot {
  const { busy = {}, ...rest } = properties
  const kinds = rows.map(({ kind, rows: ofKind }) => {
    const text = ofKind.map(
      (row) =>
        `${lineColumns(kind)
          .map((column) => copyValue(row[column] ?? null))
          .join('\t')}\n`,
    )
    return [
      kind.name,
      {
        lines: splitLines(Buffer.from(text.join(''))),
        busy: new Set(busy[kind.name]),
        needs: knownNeeds(ofKind.map((row) => row[NEEDS] ?? null)),
      },
    ] as const
  })
  return {
    name: 'test',
    origin: 'url',
    server: { version: '18.4', major: 18 },
    readAt: '2026-11-20T10:00:00.000Z',
    blindSpots: [],
    diagnostics: [],
    ...rest,
    kinds: new Map(kinds),
  }
}
