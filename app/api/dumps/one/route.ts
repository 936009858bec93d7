import { z } from 'zod'
import { readDump } from '@/lib/services/read-dump'
import { sharedWorkspace } from '@/lib/services/shared-workspace'
import { answer } from '../../answer'
import { queryOf } from '../../compare/pair-query'

const shape = {
  id: z.string().min(1).max(100),
  after: z.coerce.number().int().min(0).max(1_000_000_000).optional(),
}

/** One dump with the lines of its log that come after so many, and what changed in types and schema. */
export function GET(request: Request): Promise<Response> {
  return answer(async () => {
    const { id, after = 0 } = queryOf(request, shape)
    return readDump(sharedWorkspace(), id, after)
  })
}
