import { readRows } from '@/lib/services/read-grid'
import { sharedWorkspace } from '@/lib/services/shared-workspace'
import { answer } from '../../answer'
import { gridQuery } from '../grid-query'

/** A page of the grid's rows. */
export function GET(request: Request): Promise<Response> {
  return answer(() => readRows(sharedWorkspace(), gridQuery(new URL(request.url).searchParams)))
}
