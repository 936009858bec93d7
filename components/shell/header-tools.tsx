'use client'

import dynamic from 'next/dynamic'
import Link from 'next/link'
import { useRouter } from 'next/navigation'
import { useEffect, useState } from 'react'
import { KeyCaps } from '../keys/key-caps'
import { SHORTCUTS } from '../keys/shortcuts'
import { useShortcut } from '../keys/use-shortcut'
import { applyAppearance } from '../preferences/apply-appearance'
import { Icon } from '../ui/icon'
import { ThemeSwitch } from './theme-switch'

const Palette = dynamic(() => import('../palette/palette').then((module) => module.Palette), { ssr: false })
const HelpDialog = dynamic(() => import('../keys/help-dialog').then((module) => module.HelpDialog), {
  ssr: false,
})

const BUTTON =
  'flex h-8 min-w-8 items-center justify-center gap-2 rounded-md px-2 text-muted hover:bg-bg hover:text-fg'

/** What can be reached from everywhere: search, theme, settings, help, and the keys for them. */
export function HeaderTools() {
  const router = useRouter()
  const [open, setOpen] = useState<'palette' | 'help' | null>(null)
  const close = () => setOpen(null)
  useEffect(applyAppearance, [])
  useShortcut('palette', () => setOpen('palette'))
  useShortcut('help', () => setOpen('help'))
  useShortcut('goOverview', () => router.push('/overview'))
  useShortcut('goCompare', () => router.push('/compare'))
  useShortcut('goPolicies', () => router.push('/policies'))
  useShortcut('goMigrations', () => router.push('/migrations'))
  useShortcut('goBackups', () => router.push('/backups'))
  useShortcut('goEnvironments', () => router.push('/environments'))
  useShortcut('goSettings', () => router.push('/settings'))
  return (
    <>
      <button
        type="button"
        onClick={() => setOpen('palette')}
        className={`${BUTTON} framed border border-strong bg-bg`}
      >
        <SearchIcon />
        <span className="max-lg:sr-only">Find</span>
        <span className="max-lg:hidden">
          <KeyCaps keys={SHORTCUTS.palette} />
        </span>
      </button>
      <ThemeSwitch />
      <Link href="/settings" prefetch={false} title="Settings" className={BUTTON}>
        <span className="sr-only">Settings</span>
        <SettingsIcon />
      </Link>
      <button type="button" title="Keyboard shortcuts" onClick={() => setOpen('help')} className={BUTTON}>
        <span className="sr-only">Keyboard shortcuts</span>
        <span aria-hidden="true" className="font-semibold">
          ?
        </span>
      </button>
      {open === 'palette' && <Palette onClose={close} onHelp={() => setOpen('help')} />}
      {open === 'help' && <HelpDialog onClose={close} />}
    </>
  )
}

function SearchIcon() {
  return (
    <Icon>
      <circle cx="7" cy="7" r="4.5" />
      <path d="m10.5 10.5 4 4" />
    </Icon>
  )
}

function SettingsIcon() {
  return (
    <Icon>
      <path d="M1.5 4.5h7M12.5 4.5h2M1.5 11.5h2M7.5 11.5h7" />
      <circle cx="10.5" cy="4.5" r="2" />
      <circle cx="5.5" cy="11.5" r="2" />
    </Icon>
  )
}
