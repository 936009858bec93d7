import { Readable } from 'node:stream'
import { expect, it, vi } from 'vitest'
import { downloadFile } from '@/lib/services/download-dump'
import { GET } from './route'

vi.mock('@/lib/services/download-dump', () => ({ downloadFile: vi.fn() }))

it.each([
  ['before the file was opened', true],
  ['while it is read', false],
])('keeps no file open for a page that has gone %s', async (_when, isGone) => {
  const content = new Readable({ read() {} })
  vi.mocked(downloadFile).mockResolvedValue({ name: 'schema.sql', bytes: 3, content } as never)
  const page = new AbortController()
  if (isGone) page.abort()
  const response = await GET(
    new Request('http://127.0.0.1/api/dumps/file?id=one&file=0', { signal: page.signal }),
  )
  expect(response.status).toBe(200)
  expect(content.destroyed).toBe(isGone)
  page.abort()
  expect(content.destroyed).toBe(true)
})
