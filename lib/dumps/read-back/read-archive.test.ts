import { createHash } from 'node:crypto'
import { expect, test } from 'vitest'
import { rejection } from '../../postgres/connect.fixture'
import { makeArchive } from './archive.fixture'
import { archiveStatements } from './archive-statements'
import { readArchive } from './read-archive.mjs'

const ROWS = '1\n2\n\\N\n'
const END = '\\.\n\n\n'

async function* inPieces(bytes: Buffer, size = 3): AsyncGenerator<Buffer> {
  for (let at = 0; at < bytes.length; at += size) yield bytes.subarray(at, at + size)
}

const formats = ['1.14', '1.15', '1.16'].flatMap((format) =>
  [0, 1].map((compression) => ({ format, compression })),
)

test.each(formats)('reads format $format, compression $compression', async (format) => {
  const archive = makeArchive({ ...format, rows: ROWS + END })
  expect(await readArchive(inPieces(archive))).toEqual({
    isWhole: true,
    objects: [{ type: 'TABLE DATA', schema: 'public', name: 'notes' }],
    tables: [
      {
        schema: 'public',
        name: 'notes',
        columns: ['id'],
        rows: 3,
        sha256: createHash('sha256').update(ROWS).digest('hex'),
      },
    ],
    commands: [],
  })
  const statements: string[] = []
  for await (const { text, copy } of archiveStatements(inPieces(archive))) {
    statements.push(text)
    for await (const bytes of copy ?? []) statements.push(bytes.toString())
  }
  const [copied, ...rows] = statements.slice(statements.indexOf('COPY public.notes (id) FROM stdin'))
  expect([copied, rows.join('')]).toEqual(['COPY public.notes (id) FROM stdin', ROWS])
})

test.each([
  ['1.13', 0, 'It is an archive of format 1.13; those that can be read are 1.14 to 1.16.'],
  ['1.17', 0, 'It is an archive of format 1.17; those that can be read are 1.14 to 1.16.'],
  [
    '1.16',
    2,
    'It is compressed with lz4, which cannot be read here. Make it again with gzip, or without compression.',
  ],
  ['1.16', 9, 'It is compressed in a way that is not known here.'],
])('refuses format %s with compression %i', async (format, compression, message) => {
  const archive = makeArchive({ format, compression, rows: ROWS })
  expect(await rejection(readArchive(inPieces(archive)))).toMatchObject({ name: 'DumpUnreadable', message })
})

test('wherever an archive is cut or changed, it is read as it is or called damaged', async () => {
  const archive = makeArchive({ format: '1.16', compression: 1, rows: ROWS.repeat(50) + END })
  for (let at = 0; at < archive.length; at += 1) {
    const cut = await readArchive(inPieces(archive.subarray(0, at), 64)).then(
      ({ isWhole }) => isWhole,
      (error: Error) => error.name,
    )
    expect([at, cut]).toEqual([at, expect.toSatisfy((found) => found === false || found === 'DumpDamage')])
    const changed = Buffer.from(archive)
    changed[at] = (changed[at] as number) ^ 0xff
    const found = await readArchive(inPieces(changed, 64)).then(
      () => 'read',
      (error: Error) => error.name,
    )
    expect(['read', 'DumpDamage', 'DumpUnreadable']).toContain(found)
  }
})
