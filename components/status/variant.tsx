interface VariantProps {
  /** 0 for the definition that most environments share. */
  readonly index: number
  /** How many environments share it. */
  readonly sharedBy?: number
}

/** The letter of one of the distinct definitions an object has across the grid. */
export function VariantBadge({ index, sharedBy }: VariantProps) {
  const look = index === 0 ? 'border-strong text-fg' : 'border-accent text-accent st-tint-accent'
  return (
    <span
      data-variant={variantLetter(index)}
      className={`framed inline-flex h-5 min-w-5 items-center justify-center rounded-sm border px-1 font-mono font-semibold text-xs ${look}`}
    >
      <span className="sr-only">Variant </span>
      {variantLetter(index)}
      {sharedBy !== undefined && (
        <span className="sr-only">, in {sharedBy === 1 ? '1 environment' : `${sharedBy} environments`}</span>
      )}
    </span>
  )
}

/** 0 is A, 25 is Z, 26 is AA, as in a spreadsheet. */
export function variantLetter(index: number): string {
  const last = String.fromCharCode(65 + (index % 26))
  return index < 26 ? last : variantLetter(Math.floor(index / 26) - 1) + last
}
