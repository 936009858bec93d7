import { SESSION_CODE } from './wire'

/** Why the guard turns a request away, worded for the person who sees it. */
export interface Refusal {
  readonly status: number
  readonly code: string
  readonly message: string
  readonly hint: string
}

const OPEN_ADDRESS =
  'Open the address that Lockstep printed in the terminal. A new one is printed at each start.'
const OWN_ORIGIN =
  'Only its own pages may reach the dashboard. To open a page, paste its address into the address bar.'
const CLIENT_BUG = 'A page of the dashboard never sends this. If one did, please report it.'

export const REFUSALS = {
  unknownHost: refusal(421, 'E-HOST', 'This host name does not belong to the dashboard.', OPEN_ADDRESS),
  badTarget: refusal(400, 'E-PATH', 'The requested path is not well formed.', CLIENT_BUG),
  badMethod: refusal(405, 'E-METHOD', 'This method is not allowed here.', CLIENT_BUG),
  noUpgrade: refusal(403, 'E-UPGRADE', 'The dashboard does not change protocols.', CLIENT_BUG),
  unexpectedBody: refusal(400, 'E-BODY', 'A read request must not carry a body.', CLIENT_BUG),
  wrongToken: refusal(401, SESSION_CODE, 'This address is not valid any more.', OPEN_ADDRESS),
  tooManyTokens: refusal(
    429,
    'E-ATTEMPTS',
    'Too many wrong addresses were tried.',
    `${OPEN_ADDRESS} It still works.`,
  ),
  foreignSite: refusal(403, 'E-SENDER', 'Another site or port sent this request.', OWN_ORIGIN),
  missingOrigin: refusal(403, 'E-SENDER', 'A change must say which page it comes from.', OWN_ORIGIN),
  serviceWorker: refusal(403, 'E-WORKER', 'The dashboard installs no service worker.', CLIENT_BUG),
  noSession: refusal(401, SESSION_CODE, 'This browser has not opened the dashboard yet.', OPEN_ADDRESS),
  noKey: refusal(403, SESSION_CODE, 'This request does not carry the key of this run.', OPEN_ADDRESS),
  notFound: refusal(404, 'E-NOT-FOUND', 'There is nothing at this address.', 'Start from the overview.'),
  notJson: refusal(415, 'E-JSON', 'Only JSON is accepted.', CLIENT_BUG),
  noLength: refusal(411, 'E-LENGTH', 'The length of the body must be given.', CLIENT_BUG),
  tooLarge: refusal(413, 'E-TOO-LARGE', 'The body is too large.', 'Send at most 64 KiB.'),
  expectation: refusal(417, 'E-EXPECT', 'Expectations are not supported.', CLIENT_BUG),
  tooManyStreams: refusal(
    503,
    'E-STREAMS',
    'Too many live connections are open.',
    'Close some tabs and try again.',
  ),
  failed: refusal(
    500,
    'E-INTERNAL',
    'The dashboard could not answer this request.',
    'The terminal shows why.',
  ),
} as const satisfies Record<string, Refusal>

function refusal(status: number, code: string, message: string, hint: string): Refusal {
  return { status, code, message, hint }
}
