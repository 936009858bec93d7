import { z } from 'zod'
import { readComparedObject } from '@/lib/services/read-compared-object'
import { sharedWorkspace } from '@/lib/services/shared-workspace'
import { answer } from '../../answer'
import { pairShape, queryOf } from '../pair-query'

const shape = { ...pairShape, id: z.string().min(1).max(2_000) }

/** One object of two origins, whole. */
export function GET(request: Request): Promise<Response> {
  return answer(async () => readComparedObject(sharedWorkspace(), queryOf(request, shape)))
}
