interface LoadingRowsProps {
  /** What is being read, such as `Reading 4 environments…`. */
  readonly label: string
  readonly rows?: number
}

/** Rows in their final height while the first data is on its way, so that nothing moves when it comes. */
export function LoadingRows({ label, rows = 8 }: LoadingRowsProps) {
  return (
    <div role="status" className="rounded-lg border border-border bg-raised">
      <p className="px-(--pad) py-2 text-muted text-sm">{label}</p>
      <div aria-hidden="true">
        {Array.from({ length: rows }, (_, index) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: placeholders are all alike
          <div key={index} className="flex h-(--row) items-center gap-4 border-border border-t px-(--pad)">
            <span className="h-3 w-2/5 rounded-sm bg-border motion-safe:animate-pulse" />
            <span className="h-3 w-1/6 rounded-sm bg-border motion-safe:animate-pulse" />
            <span className="h-3 w-1/6 rounded-sm bg-border motion-safe:animate-pulse" />
          </div>
        ))}
      </div>
    </div>
  )
}
