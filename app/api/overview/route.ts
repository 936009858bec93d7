import { readGrid } from '@/lib/services/read-grid'
import { sharedWorkspace } from '@/lib/services/shared-workspace'
import { answer } from '../answer'
import { gridQuery } from './grid-query'

export function GET(request: Request): Promise<Response> {
  return answer(() => readGrid(sharedWorkspace(), gridQuery(new URL(request.url).searchParams)))
}
