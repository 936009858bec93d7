import type { ReactNode } from 'react'
import { Icon } from '../ui/icon'
import type { StatusName } from './statuses'

/** The shape of a status; it tells the statuses apart without any colour. */
export function StatusShape({ status }: { status: StatusName }) {
  return <Icon className={status === 'running' ? 'motion-safe:animate-spin' : ''}>{SHAPES[status]}</Icon>
}

const NOT_EQUAL = 'M4.5 6.4h7M4.5 9.6h7M9.8 4l-3.6 8'
const SQUARE = <rect x="1.75" y="1.75" width="12.5" height="12.5" rx="1.5" />
const FILLED = <rect x="1" y="1" width="14" height="14" rx="2" fill="currentColor" stroke="none" />

const SHAPES: Record<StatusName, ReactNode> = {
  inSync: (
    <>
      <circle cx="8" cy="8" r="6.25" />
      <path d="m5.2 8.2 2 2 3.7-4.2" />
    </>
  ),
  differs: (
    <>
      <rect x="0.5" y="2.5" width="15" height="11" rx="5.5" fill="currentColor" stroke="none" />
      <path d={NOT_EQUAL} className="stroke-bg" />
    </>
  ),
  changed: (
    <>
      {FILLED}
      <path d={NOT_EQUAL} className="stroke-bg" />
    </>
  ),
  missing: (
    <>
      <rect x="1.75" y="1.75" width="12.5" height="12.5" strokeDasharray="2.4 2.6" strokeLinecap="butt" />
      <path d="M5 8h6" strokeWidth="2" />
    </>
  ),
  onlyHere: (
    <>
      <rect x="0.75" y="0.75" width="14.5" height="14.5" rx="1.5" strokeWidth="1" />
      <rect x="3" y="3" width="10" height="10" strokeWidth="1" />
      <path d="M8 5.5v5M5.5 8h5" />
    </>
  ),
  pending: (
    <>
      <circle cx="8" cy="8" r="6.25" />
      <path d="M8 4.5V8l2.4 1.6" />
    </>
  ),
  unknown: (
    <>
      {SQUARE}
      <path d="M6 6.2a2 2 0 1 1 2.7 1.9c-.5.2-.7.5-.7 1" />
      <path d="M8 11.4v.1" strokeWidth="1.8" />
    </>
  ),
  unreachable: <path d="M9.2 1 3.5 9.2h4L6.8 15l5.7-8.2h-4z" fill="currentColor" stroke="none" />,
  notReadable: (
    <>
      <rect x="2.75" y="7" width="10.5" height="7.25" rx="1.5" />
      <path d="M5 7V5a3 3 0 0 1 6 0v2M8 10v1.5" />
    </>
  ),
  expected: (
    <>
      <circle cx="8" cy="8" r="6.25" />
      <path d="m3.6 12.4 8.8-8.8" />
    </>
  ),
  running: (
    <>
      <circle cx="8" cy="8" r="6.25" strokeOpacity="0.3" strokeWidth="2" />
      <path d="M8 1.75A6.25 6.25 0 0 1 14.25 8" strokeWidth="2" />
    </>
  ),
  failed: (
    <>
      <path d="M5.1 1h5.8L15 5.1v5.8L10.9 15H5.1L1 10.9V5.1z" fill="currentColor" stroke="none" />
      <path d="m5.6 5.6 4.8 4.8M10.4 5.6l-4.8 4.8" className="stroke-bg" />
    </>
  ),
}
