import { deflateSync } from 'node:zlib'

/** One table with rows, as an archive of pg_dump's custom format holds it. */
interface MadeArchive {
  /** Such as `1.15`. */
  readonly format: string
  /** 0 none, 1 gzip, 2 lz4, 3 zstd. */
  readonly compression: number
  readonly rows: string
}

/** Bytes of an archive as programs of other versions than those at hand write it. */
export function makeArchive({ format, compression, rows }: MadeArchive): Buffer {
  const [major = 1, minor = 14] = format.split('.').map(Number)
  const compressed = compression === 1 ? deflateSync(rows) : Buffer.from(rows)
  const half = compressed.length >> 1
  return Buffer.concat([
    Buffer.from('PGDMP'),
    Buffer.from([major, minor, 0, 4, 8, 1]),
    minor >= 15 ? Buffer.from([compression]) : int(compression === 0 ? 0 : -1),
    ...Array.from({ length: 7 }, () => int(1)),
    ...['app', '17.4', '17.4'].map(text),
    int(1),
    // Its id, that it has rows, and its OIDs.
    int(7),
    int(1),
    text('0'),
    text('0'),
    text('notes'),
    text('TABLE DATA'),
    int(3),
    text(''),
    text(''),
    text('COPY public.notes (id) FROM stdin;\n'),
    text('public'),
    text(null),
    text(null),
    minor >= 16 ? int('r'.charCodeAt(0)) : Buffer.alloc(0),
    text('app'),
    text('false'),
    text('6'),
    text(null),
    Buffer.from([1, 0, 0, 0, 0, 0, 0, 0, 0]),
    Buffer.from([1]),
    int(7),
    int(half),
    compressed.subarray(0, half),
    int(compressed.length - half),
    compressed.subarray(half),
    int(0),
  ])
}

function int(number: number): Buffer {
  const bytes = Buffer.alloc(5)
  bytes[0] = number < 0 ? 1 : 0
  bytes.writeUInt32LE(Math.abs(number), 1)
  return bytes
}

function text(value: string | null): Buffer {
  return value === null ? int(-1) : Buffer.concat([int(Buffer.byteLength(value)), Buffer.from(value)])
}
