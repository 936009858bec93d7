import { createHash } from 'node:crypto'
import type { IncomingHttpHeaders } from 'node:http'
import { APPEARANCE_SCRIPT } from './appearance-script'

/** Sent with every answer, refusals included. */
export const SECURITY_HEADERS = {
  'X-Content-Type-Options': 'nosniff',
  'Referrer-Policy': 'no-referrer',
  'X-Frame-Options': 'DENY',
  'Cross-Origin-Opener-Policy': 'same-origin',
  'Cross-Origin-Resource-Policy': 'same-origin',
  'Origin-Agent-Cluster': '?1',
  'Permissions-Policy':
    'camera=(), display-capture=(), geolocation=(), microphone=(), midi=(), payment=(), serial=(), usb=()',
  'Cache-Control': 'no-store',
} as const

const CLOSED_POLICY = [
  "default-src 'none'",
  "base-uri 'none'",
  "form-action 'none'",
  "frame-ancestors 'none'",
]
const APPEARANCE_HASH = scriptHash(APPEARANCE_SCRIPT)

/**
 * The policy of the dashboard's pages: scripts by nonce or from the build's assets, its stylesheets, its data,
 * nothing else. `origin` is how the browser calls the dashboard. No 'strict-dynamic': it would also run inline
 * scripts and scripts of other hosts that a script of ours could be led to create.
 */
export function pagePolicy({ nonce, origin }: { nonce: string; origin: string }): string {
  return [
    ...CLOSED_POLICY,
    `script-src 'nonce-${nonce}' ${APPEARANCE_HASH} ${origin}/_next/static/`,
    `style-src ${origin}/_next/static/`,
    "img-src 'self'",
    "connect-src 'self'",
  ].join('; ')
}

/** The policy of the guard's own small pages: one inline script or one inline style at most. */
export function ownPolicy(allowed: { scriptNonce?: string; styleHash?: string } = {}): string {
  const policy = [...CLOSED_POLICY]
  if (allowed.scriptNonce) policy.push(`script-src 'nonce-${allowed.scriptNonce}'`)
  if (allowed.styleHash) policy.push(`style-src ${allowed.styleHash}`)
  return policy.join('; ')
}

/** How a policy names one exact inline script or style. */
export function scriptHash(text: string): string {
  return `'sha256-${createHash('sha256').update(text).digest('base64')}'`
}

// What Next and our routes read. A list of what may pass, because Next trusts many headers that only a proxy
// in front of it should set (x-forwarded-*, x-middleware-*, x-invoke-*), and each release may add some.
const FORWARDED = new Set([
  'accept',
  'accept-language',
  'connection',
  'content-length',
  'content-type',
  'host',
  'if-modified-since',
  'if-none-match',
  'last-event-id',
  'next-router-prefetch',
  'next-router-segment-prefetch',
  'next-router-state-tree',
  'next-url',
  'rsc',
  'user-agent',
])

/** The headers Next gets to see. Cookie and key stay behind: the application needs neither. */
export function forwardedHeaders(headers: IncomingHttpHeaders, policy: string): IncomingHttpHeaders {
  const kept = Object.entries(headers).filter(([name]) => FORWARDED.has(name))
  // Next takes the nonce of its own scripts from this request header.
  return { ...Object.fromEntries(kept), 'content-security-policy': policy }
}
