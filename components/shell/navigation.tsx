'use client'

import Link from 'next/link'
import { usePathname } from 'next/navigation'
import { DESTINATIONS, isWithin } from './destinations'

export function Navigation() {
  const pathname = usePathname()
  return (
    <nav aria-label="Main" className="overflow-x-auto">
      <ul className="flex p-1 sm:gap-1">
        {DESTINATIONS.map(({ label, href }) => (
          <li key={href}>
            <Link
              href={href}
              prefetch={false}
              aria-current={isWithin(pathname, href) ? 'page' : undefined}
              className="flex h-8 items-center rounded-md px-1.5 text-muted max-sm:px-0.5 max-sm:text-xs hover:text-fg aria-[current=page]:bg-bg aria-[current=page]:font-semibold aria-[current=page]:text-fg sm:px-3"
            >
              {label}
            </Link>
          </li>
        ))}
      </ul>
    </nav>
  )
}
