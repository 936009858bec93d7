import type { ReactNode } from 'react'

interface IconProps {
  /** Width and height, in pixels. */
  readonly size?: number
  readonly strokeWidth?: number
  readonly className?: string
  /** Shapes on a ground of 16 by 16. */
  readonly children: ReactNode
}

/** A drawing in the colour of the text around it. It says nothing by itself: words stand beside it. */
export function Icon({ size = 16, strokeWidth = 1.5, className = '', children }: IconProps) {
  return (
    <svg
      viewBox="0 0 16 16"
      width={size}
      height={size}
      fill="none"
      stroke="currentColor"
      strokeWidth={strokeWidth}
      strokeLinecap="round"
      strokeLinejoin="round"
      aria-hidden="true"
      className={`shrink-0 ${className}`}
    >
      {children}
    </svg>
  )
}
