'use client'

import { useSyncExternalStore } from 'react'
import { usePreference } from '../preferences/preference'
import { singleKeys } from '../preferences/preferences'
import { Dialog } from '../ui/dialog'
import { answeredShortcuts, subscribeToShortcuts } from './dispatch'
import { KeyCaps } from './key-caps'
import { SHORTCUT_WORDS } from './shortcut-words'
import { SHORTCUTS, type ShortcutId } from './shortcuts'

const NONE: readonly ShortcutId[] = []
const GROUPS = ['Everywhere', 'Go to', 'Lists', 'One comparison'] as const

/** Every shortcut there is; those that the page behind does not answer to are marked. */
export function HelpDialog({ onClose }: { readonly onClose: () => void }) {
  const answered = useSyncExternalStore(subscribeToShortcuts, answeredShortcuts, () => NONE)
  const areOn = usePreference(singleKeys) !== 'off'
  return (
    <Dialog title="Keyboard shortcuts" onClose={onClose}>
      <div className="grid gap-x-8 gap-y-5 p-4 sm:grid-cols-2">
        {GROUPS.map((group) => (
          <section key={group} aria-labelledby={`keys-${group}`}>
            <h3 id={`keys-${group}`} className="mb-1 font-semibold">
              {group}
            </h3>
            <dl>
              {idsOf(group).map((id) => (
                <div
                  key={id}
                  className="flex items-baseline justify-between gap-4 border-border border-t py-1"
                >
                  <dt>
                    {SHORTCUT_WORDS[id].label}
                    {!answered.includes(id) && (
                      <span className="text-muted text-xs"> · not on this page</span>
                    )}
                  </dt>
                  <dd>
                    <KeyCaps keys={SHORTCUTS[id]} />
                  </dd>
                </div>
              ))}
            </dl>
          </section>
        ))}
      </div>
      <p className="border-border border-t px-4 py-3">
        <label className="flex items-center gap-2">
          <input
            type="checkbox"
            checked={areOn}
            onChange={(event) => singleKeys.set(event.target.checked ? 'on' : 'off')}
            className="size-4 accent-accent"
          />
          Single letters and signs are shortcuts
        </label>
        <span className="mt-1 block text-muted text-sm">
          Everything they do can be reached with Tab and Enter too. In fields they are text.
        </span>
      </p>
    </Dialog>
  )
}

function idsOf(group: (typeof GROUPS)[number]): ShortcutId[] {
  return (Object.keys(SHORTCUTS) as ShortcutId[]).filter((id) => SHORTCUT_WORDS[id].group === group)
}
