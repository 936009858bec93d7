import type { Metadata } from 'next'
import { connection } from 'next/server'
import type { ReactNode } from 'react'
import { Shell } from '@/components/shell/shell'
import { APPEARANCE_SCRIPT } from '@/lib/server/appearance-script'
import './globals.css'
import { Providers } from './providers'

export const metadata: Metadata = {
  title: { default: 'Lockstep', template: '%s · Lockstep' },
  description: 'Are your Postgres environments in step?',
  robots: { index: false },
}

export default async function RootLayout({ children }: { readonly children: ReactNode }) {
  // Every route is rendered per request: a page made at build time could not carry the nonce of its request.
  await connection()
  return (
    <html lang="en" suppressHydrationWarning>
      <head>
        {/* biome-ignore lint/security/noDangerouslySetInnerHtml: a constant; the policy allows exactly this text */}
        <script dangerouslySetInnerHTML={{ __html: APPEARANCE_SCRIPT }} />
      </head>
      <body className="flex min-h-dvh flex-col print:block">
        <Providers>
          <Shell>{children}</Shell>
        </Providers>
      </body>
    </html>
  )
}
