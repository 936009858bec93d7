import { KEY_STORAGE_KEY } from './wire'

/**
 * The page that answers the right token: it stores the key and replaces itself, so the token stays in no
 * history entry. A redirect would not do: after a click on another site's link the browser withholds the new
 * SameSite=Strict cookie from it, and only a page can fill localStorage.
 */
export function loginPage(login: { nonce: string; key: string; location: string }): string {
  const script =
    `localStorage.setItem(${literal(KEY_STORAGE_KEY)},${literal(login.key)});` +
    `location.replace(${literal(login.location)})`
  return (
    `<!doctype html><html lang="en"><head><meta charset="utf-8"><title>Lockstep</title></head>` +
    `<body><p>Opening…</p><script nonce="${login.nonce}">${script}</script></body></html>\n`
  )
}

/** A JavaScript string literal that cannot close the script element around it. */
function literal(text: string): string {
  return JSON.stringify(text).replace(/</g, '\\u003c')
}
