import { headers } from 'next/headers'
import type { ApiPath } from '@/lib/client/request'
import { EARLY_SCRIPT } from './early-script'

/** What Next gives a page of the query of its address. */
export type PageQuery = Promise<Readonly<Record<string, string | readonly string[] | undefined>>>

/** Has the browser ask for the data of a page before the scripts are there that show it. */
export async function EarlyRequests({ paths }: { readonly paths: readonly ApiPath[] }) {
  const policy = (await headers()).get('content-security-policy') ?? ''
  const [, nonce] = /'nonce-([\w+/=]+)'/.exec(policy) ?? []
  return (
    <script
      nonce={nonce}
      data-paths={JSON.stringify(paths)}
      suppressHydrationWarning
      // biome-ignore lint/security/noDangerouslySetInnerHtml: a constant; what differs stands in the attribute
      dangerouslySetInnerHTML={{ __html: EARLY_SCRIPT }}
    />
  )
}
