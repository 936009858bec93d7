const NAMES: Readonly<Record<string, string>> = { mod: 'Ctrl', Enter: 'Enter', Escape: 'Esc' }

/** The keys of a shortcut as they stand on a keyboard; on a Mac, ⌘ stands for Ctrl. */
export function KeyCaps({ keys }: { readonly keys: string }) {
  const isSequence = keys.includes(' ')
  return (
    <span className="inline-flex items-center gap-1 whitespace-nowrap">
      {keys.split(isSequence ? ' ' : '+').map((key, i) => (
        <span key={key} className="inline-flex items-center gap-1">
          {i > 0 && <span className="text-muted text-xs">{isSequence ? 'then' : '+'}</span>}
          <kbd className="framed min-w-6 rounded-sm border border-strong bg-surface px-1.5 text-center font-mono text-xs leading-5">
            {NAMES[key] ?? (key.length === 1 ? key.toUpperCase() : key)}
          </kbd>
        </span>
      ))}
    </span>
  )
}
