/** The room of the diagram while it is on its way, so that nothing moves when it comes. */
export function DiagramPlaceholder() {
  return (
    <div
      role="status"
      className="flex h-[70dvh] min-h-96 items-center justify-center rounded-lg border border-border bg-bg text-muted"
    >
      <p>Drawing the diagram…</p>
    </div>
  )
}
