/* What the guard and the browser side must agree on. Free of Node, so that both can import it. */
/** The request header that carries the key; the browser side sets it on every `/api` call. */
export const KEY_HEADER = 'x-lockstep-key'
/** Where the browser keeps the key of the run: localStorage, which other ports of this host cannot read. */
export const KEY_STORAGE_KEY = 'lockstep-key'
/** The one path that answers with an endless stream. */
export const EVENTS_PATH = '/api/events'
/** The code of every refusal that a fresh login cures; the browser side shows one banner for it. */
export const SESSION_CODE = 'E-SESSION'
