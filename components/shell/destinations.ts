/** Every destination of the navigation, in order. A page that does not exist yet is not listed. */
export const DESTINATIONS = [
  { label: 'Overview', href: '/overview' },
  { label: 'Compare', href: '/compare' },
  { label: 'Policies', href: '/policies' },
  { label: 'Migrations', href: '/migrations' },
  { label: 'Backups', href: '/backups' },
  { label: 'Environments', href: '/environments' },
] as const

/** Whether a page belongs to a destination, itself or below it. */
export function isWithin(pathname: string, href: string): boolean {
  return pathname === href || pathname.startsWith(`${href}/`)
}
