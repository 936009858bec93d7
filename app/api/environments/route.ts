import { listEnvironments } from '@/lib/services/list-environments'
import { sharedWorkspace } from '@/lib/services/shared-workspace'
import { answer } from '../answer'

export function GET(): Promise<Response> {
  return answer(() => listEnvironments(sharedWorkspace()))
}
