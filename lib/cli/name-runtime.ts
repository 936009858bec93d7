/**
 * Says what runs here in the way of Node 21 and later. Without it the driver makes an HTTP response, only to look whether
 * it runs in a Cloudflare worker, and Node loads its whole HTTP client for that: 50 ms and 7 MB.
 */
export function nameRuntime(): void {
  if ('navigator' in globalThis) return
  const userAgent = `Node.js/${process.versions.node.split('.')[0]}`
  Object.defineProperty(globalThis, 'navigator', { value: { userAgent }, configurable: true })
}
