import { z } from 'zod'
import { listEqualObjects } from '@/lib/services/list-equal-objects'
import { sharedWorkspace } from '@/lib/services/shared-workspace'
import { answer } from '../../answer'
import { pairShape, queryOf } from '../pair-query'

const shape = {
  ...pairShape,
  kind: z.string().max(100).optional(),
  schema: z.string().max(63).optional(),
  text: z.string().max(500).optional(),
  offset: z.coerce.number().int().min(0).max(10_000_000).optional(),
}

/** Objects that are the same in two origins, a page of them. */
export function GET(request: Request): Promise<Response> {
  return answer(async () => listEqualObjects(sharedWorkspace(), queryOf(request, shape)))
}
