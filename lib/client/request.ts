import { AppError } from '../objects/app-error'
import { KEY_HEADER, SESSION_CODE } from '../server/wire'
import { readKey, STOPPED_CODE, setSessionState } from './session'

/** A path of the JSON API. */
export type ApiPath = `/api/${string}`

export interface RequestOptions {
  readonly method?: 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE'
  /** Sent as JSON with every method but GET. */
  readonly body?: unknown
  readonly signal?: AbortSignal
  readonly headers?: Readonly<Record<string, string>>
}

/** Calls the JSON API and gives its answer. Throws an AppError for every failure but an abort. */
export async function requestJson<T>(path: ApiPath, options: RequestOptions = {}): Promise<T> {
  const response = await requestResponse(path, options)
  // The API and this page are of one build, so its answer has the type its route declares.
  return (await response.json()) as T
}

/** Calls the API with the key of this run and gives the response once it is a good one. */
export async function requestResponse(path: ApiPath, options: RequestOptions = {}): Promise<Response> {
  const response = await send(path, options)
  if (response.ok) {
    setSessionState('open')
    return response
  }
  const failure = await readFailure(response)
  setSessionState(failure.code === SESSION_CODE ? 'ended' : 'open')
  throw failure
}

async function send(
  path: ApiPath,
  { method = 'GET', body = {}, signal, headers }: RequestOptions,
): Promise<Response> {
  const isRead = method === 'GET'
  try {
    return await fetch(path, {
      method,
      cache: 'no-store',
      credentials: 'same-origin',
      redirect: 'error',
      signal,
      headers: {
        ...(isRead ? {} : { 'Content-Type': 'application/json' }),
        ...headers,
        [KEY_HEADER]: readKey(),
      },
      body: isRead ? undefined : JSON.stringify(body),
    })
  } catch (error) {
    if (signal?.aborted) throw error
    setSessionState('stopped')
    throw new AppError(
      {
        code: STOPPED_CODE,
        message: 'The dashboard’s process does not answer',
        hint: 'Start Lockstep again in the terminal and open the address it prints.',
      },
      { cause: error },
    )
  }
}

/** The failure an answer describes. Whatever is not worded for people is replaced, not shown. */
async function readFailure(response: Response): Promise<AppError> {
  const body: unknown = await response.json().catch(() => null)
  if (isFailureBody(body)) return new AppError(body)
  return new AppError({
    code: 'E-INTERNAL',
    message: `The dashboard could not answer (status ${response.status})`,
    hint: 'Try again. If it happens again, the terminal shows why.',
  })
}

function isFailureBody(
  body: unknown,
): body is { code: string; message: string; hint: string; detail?: string } {
  if (typeof body !== 'object' || body === null) return false
  const { code, message, hint } = body as Record<string, unknown>
  return typeof code === 'string' && typeof message === 'string' && typeof hint === 'string'
}
