'use client'

import Link from 'next/link'
import { usePathname } from 'next/navigation'
import { useEffect, useRef } from 'react'
import { DESTINATIONS, isWithin } from './destinations'

export function Navigation() {
  const pathname = usePathname()
  const list = useRef<HTMLUListElement>(null)
  // Where the window is narrow the list scrolls, and the page that is shown could be out of sight.
  useEffect(() => {
    const place = DESTINATIONS.findIndex(({ href }) => isWithin(pathname, href))
    list.current?.children[place]?.scrollIntoView({ inline: 'nearest', block: 'nearest' })
  }, [pathname])
  return (
    <nav aria-label="Main" className="overflow-x-auto">
      <ul ref={list} className="flex p-1 sm:gap-1">
        {DESTINATIONS.map(({ label, href }) => (
          <li key={href}>
            <Link
              href={href}
              prefetch={false}
              aria-current={isWithin(pathname, href) ? 'page' : undefined}
              className="flex h-8 items-center rounded-md px-1.5 text-muted max-sm:px-1 max-sm:text-sm hover:text-fg aria-[current=page]:bg-bg aria-[current=page]:font-semibold aria-[current=page]:text-fg sm:px-3"
            >
              {label}
            </Link>
          </li>
        ))}
      </ul>
    </nav>
  )
}
