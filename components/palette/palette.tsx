'use client'

import { Command } from 'cmdk'
import { useRouter } from 'next/navigation'
import { type KeyboardEvent, useEffect, useEffectEvent, useRef, useState } from 'react'
import type { FoundObject, SearchAnswer } from '@/lib/services/search-objects'
import { objectHref } from '../objects/object-href'
import { ObjectName } from '../objects/object-name'
import { useCheck } from '../overview/use-check'
import { density, theme } from '../preferences/preferences'
import { DESTINATIONS } from '../shell/destinations'
import { ErrorState } from '../states/error-state'
import { describePageError } from '../states/page-error'
import { Dialog } from '../ui/dialog'
import { useSearch } from './use-search'
import { useSelection } from './use-selection'

interface PaletteProps {
  readonly onClose: () => void
  readonly onHelp: () => void
}

const ITEM =
  'flex cursor-pointer flex-wrap items-center justify-between gap-x-3 rounded-md px-2 py-1.5 data-[selected=true]:bg-surface data-[selected=true]:outline-2 data-[selected=true]:outline-ring'
const GROUP =
  'p-1 [&_[cmdk-group-heading]]:px-2 [&_[cmdk-group-heading]]:py-1 [&_[cmdk-group-heading]]:text-xs [&_[cmdk-group-heading]]:text-muted'

/** Finds any object by a part of its name, any page, and any action, from everywhere. */
export function Palette({ onClose, onHelp }: PaletteProps) {
  const router = useRouter()
  const check = useCheck()
  const input = useRef<HTMLInputElement>(null)
  const [typed, setTyped] = useState('')
  const [isAwaited, setIsAwaited] = useState(false)
  const { text, answer, error, isLate } = useSearch(typed)
  // A dialog that opens gives the focus to what comes first in it, which is the frame around the field.
  useEffect(() => input.current?.focus(), [])
  const go = (href: string) => {
    onClose()
    router.push(href)
  }
  const run = (action: () => void) => {
    onClose()
    action()
  }
  const actions = [
    { label: 'Check all environments now', run: () => check.mutate(undefined) },
    { label: 'Use the light theme', run: () => theme.set('light') },
    { label: 'Use the dark theme', run: () => theme.set('dark') },
    { label: 'Use compact rows', run: () => density.set('compact') },
    { label: 'Use comfortable rows', run: () => density.set('comfortable') },
    { label: 'Show keyboard shortcuts', run: onHelp },
  ]
  const isWanted = ({ label }: { readonly label: string }) => label.toLowerCase().includes(text.toLowerCase())
  const objects = answer?.objects ?? []
  const pages = [...DESTINATIONS, { label: 'Settings', href: '/settings' }].filter(isWanted)
  const wantedActions = actions.filter(isWanted)
  const { selected, select, valueAt } = useSelection(text, answer)
  const chooseFirst = useEffectEvent(() => {
    setIsAwaited(false)
    const [object] = objects
    const [page] = pages
    const [action] = wantedActions
    if (error) return
    if (object) go(objectHref(object.id))
    else if (page) go(page.href)
    else if (action) run(action.run)
  })
  useEffect(() => {
    if (isAwaited && !isLate) chooseFirst()
  }, [isAwaited, isLate])
  // Enter means what is found by what was typed, not what stands there until that is known.
  const handleKeyDown = (event: KeyboardEvent) => {
    const isEarly = event.key === 'Enter' && isLate && !event.nativeEvent.isComposing
    setIsAwaited(isEarly)
    if (isEarly) event.preventDefault()
  }
  return (
    <Dialog title="Find" hasHead={false} onClose={onClose} className="mt-[10dvh]">
      <Command
        onKeyDown={handleKeyDown}
        shouldFilter={false}
        loop
        value={selected}
        onValueChange={select}
        label="Find an object, a page or an action"
      >
        <Command.Input
          ref={input}
          value={typed}
          onValueChange={setTyped}
          placeholder="Name of an object, a page, an action …"
          className="w-full border-border border-b bg-raised px-4 py-3 text-lg outline-none placeholder:text-muted"
        />
        <Command.List className="max-h-[60dvh] overflow-auto">
          <Command.Empty className="p-4 text-muted">
            {isLate ? 'Searching …' : nothingFound(answer)}
          </Command.Empty>
          {objects.length > 0 && (
            <Command.Group heading={foundHeading(answer)} className={GROUP}>
              {objects.map((object, at) => (
                <FoundItem
                  key={object.id}
                  object={object}
                  value={valueAt(at)}
                  onSelect={() => go(objectHref(object.id))}
                />
              ))}
            </Command.Group>
          )}
          <Items
            heading="Pages"
            items={pages}
            valueAt={(at) => valueAt(objects.length + at)}
            onSelect={({ href }) => go(href)}
          />
          <Items
            heading="Actions"
            items={wantedActions}
            valueAt={(at) => valueAt(objects.length + pages.length + at)}
            onSelect={(action) => run(action.run)}
          />
        </Command.List>
      </Command>
      {error && !isLate && (
        <div className="p-3">
          <ErrorState error={describePageError(error)} />
        </div>
      )}
    </Dialog>
  )
}

function nothingFound(answer: SearchAnswer | undefined): string {
  if (!answer) return 'No page and no action is called that.'
  if (answer.read === 0) return 'No environment has been read yet, so no object can be found.'
  const which =
    answer.read === answer.environments
      ? `any of the ${answer.environments} environments`
      : `the ${answer.read} of ${answer.environments} environments that were read`
  return `Nothing is called that in ${which}.`
}

function foundHeading(answer: SearchAnswer | undefined): string {
  return answer?.isCut ? `Objects, the first ${answer.objects.length}` : 'Objects'
}

function FoundItem({
  object,
  value,
  onSelect,
}: {
  readonly object: FoundObject
  readonly value: string
  readonly onSelect: () => void
}) {
  return (
    <Command.Item value={value} onSelect={onSelect} className={ITEM}>
      <span className="min-w-0 wrap-anywhere">
        <ObjectName kind={object.kind} address={object.address} attachedParts={object.attachedParts} />
      </span>
      <span className="shrink-0 text-muted text-sm">
        {object.label}
        {object.differs && <span className="text-changed"> · differs</span>}
      </span>
    </Command.Item>
  )
}

function Items<Item extends { readonly label: string }>({
  heading,
  items,
  valueAt,
  onSelect,
}: {
  readonly heading: string
  readonly items: readonly Item[]
  readonly valueAt: (at: number) => string
  readonly onSelect: (item: Item) => void
}) {
  if (items.length === 0) return null
  return (
    <Command.Group heading={heading} className={GROUP}>
      {items.map((item, at) => (
        <Command.Item key={item.label} value={valueAt(at)} onSelect={() => onSelect(item)} className={ITEM}>
          {item.label}
        </Command.Item>
      ))}
    </Command.Group>
  )
}
