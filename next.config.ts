import type { NextConfig } from 'next'

export default {
  poweredByHeader: false,
  // Loopback: compression costs time and gains nothing.
  compress: false,
  images: { unoptimized: true },
  reactStrictMode: true,
  // `npm run check` looks at the types of the whole tree; the first start does not pay for it again.
  typescript: { ignoreBuildErrors: true },
  // These load native or WebAssembly parts beside their own files.
  serverExternalPackages: ['pg', 'libpg-query', '@supabase/postgrest-typegen', '@electric-sql/pglite-tools'],
  turbopack: { root: import.meta.dirname },
} satisfies NextConfig
