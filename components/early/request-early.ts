import { type ApiPath, type RequestOptions, requestJson } from '@/lib/client/request'
import { EARLY_NAME } from './early-script'

/** How long after the document was opened an answer of before its scripts is still taken, in milliseconds. */
const TAKEN_MS = 15_000

type Early = Map<string, Promise<Response>>

/** Reads from the API as requestJson does, and takes the answer that the document itself asked for where there is one. */
export async function requestEarly<T>(
  path: ApiPath,
  options: Pick<RequestOptions, 'signal'> = {},
): Promise<T> {
  const early = takeEarly(path)
  if (!early) return requestJson<T>(path, options)
  const response = await early.catch(() => null)
  // Whatever went wrong is told in the words of the request that is made now.
  if (!response?.ok) return requestJson<T>(path, options)
  return (await response.json()) as T
}

function takeEarly(path: string): Promise<Response> | undefined {
  const all = (globalThis as { [EARLY_NAME]?: Early })[EARLY_NAME]
  const early = all?.get(path)
  all?.delete(path)
  return performance.now() < TAKEN_MS ? early : undefined
}
