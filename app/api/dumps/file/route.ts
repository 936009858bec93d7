import { Readable } from 'node:stream'
import { z } from 'zod'
import { downloadFile } from '@/lib/services/download-dump'
import { sharedWorkspace } from '@/lib/services/shared-workspace'
import { answer } from '../../answer'
import { queryOf } from '../../compare/pair-query'

const shape = { id: z.string().min(1).max(100), file: z.coerce.number().int().min(0).max(1_000_000) }

/** The bytes of one file of a dump, by its place in the record; nothing of the request is a path. */
export function GET(request: Request): Promise<Response> {
  return answer(async () => {
    const { id, file } = queryOf(request, shape)
    const { name, bytes, content } = await downloadFile(sharedWorkspace(), id, file)
    request.signal.addEventListener('abort', () => content.destroy())
    const isGone = request.signal.aborted
    if (isGone) content.destroy()
    return new Response(isGone ? null : (Readable.toWeb(content) as ReadableStream<Uint8Array>), {
      headers: {
        'Content-Type': 'application/octet-stream',
        'Content-Length': String(bytes),
        'Content-Disposition': `attachment; filename*=UTF-8''${encodeURIComponent(name)}`,
        'Cache-Control': 'no-store',
        'X-Content-Type-Options': 'nosniff',
      },
    })
  })
}
