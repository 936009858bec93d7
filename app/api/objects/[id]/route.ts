import { readObject } from '@/lib/services/read-object'
import { sharedWorkspace } from '@/lib/services/shared-workspace'
import { answer } from '../../answer'

export async function GET(_: Request, { params }: { params: Promise<{ id: string }> }): Promise<Response> {
  const { id } = await params
  return answer(() => readObject(sharedWorkspace(), decodeURIComponent(id)))
}
