import Link from 'next/link'
import type { ReactNode } from 'react'
import { LiveRegion } from '../ui/announcer'
import { Icon } from '../ui/icon'
import { FailureBar } from './failure-bar'
import { HeaderTools } from './header-tools'
import { Navigation } from './navigation'
import { SessionBanner } from './session-banner'

const MAIN_ID = 'main'

/** What stands around every page. */
export function Shell({ children }: { readonly children: ReactNode }) {
  return (
    <>
      <a
        href={`#${MAIN_ID}`}
        className="fixed top-1 left-1 z-20 not-focus:sr-only rounded-md bg-accent px-3 py-2 text-accent-fg"
      >
        Skip to content
      </a>
      <header className="sticky top-0 z-10 [@media(height<30rem)]:static flex h-(--header) flex-wrap items-center gap-x-2 border-border border-b bg-surface px-4 sm:flex-nowrap sm:gap-4 sm:px-6 print:hidden">
        <Link href="/overview" prefetch={false} className="flex items-center gap-2 font-semibold text-lg">
          <Mark />
          <span className="max-sm:sr-only">Lockstep</span>
        </Link>
        <div className="min-w-0 max-sm:order-last max-sm:w-full">
          <Navigation />
        </div>
        <div className="ml-auto flex items-center gap-1">
          <HeaderTools />
        </div>
      </header>
      <SessionBanner />
      <main
        id={MAIN_ID}
        tabIndex={-1}
        className="mx-auto w-full max-w-[110rem] flex-1 px-4 py-6 outline-none sm:px-6"
      >
        {children}
      </main>
      <FailureBar contentId={MAIN_ID} />
      <LiveRegion />
    </>
  )
}

/** Two rows that line up, and one that does not. */
function Mark() {
  return (
    <Icon size={20} strokeWidth={2}>
      <path d="M1 3.5h6M9 3.5h6M1 8h6M9 8h6" />
      <path d="M1 12.5h6M11 12.5h4" className="stroke-changed" />
    </Icon>
  )
}
