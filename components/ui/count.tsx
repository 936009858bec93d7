const NUMBER = new Intl.NumberFormat('en')

interface CountProps {
  readonly value: number
  /** The word for one, and for any other number; without it only the number. */
  readonly of?: readonly [one: string, many: string]
}

/** A number with separators whose digits stand under each other, such as `1,284 objects`. */
export function Count({ value, of }: CountProps) {
  return (
    <span className="tabular-nums">
      {NUMBER.format(value)}
      {of && ` ${value === 1 ? of[0] : of[1]}`}
    </span>
  )
}
