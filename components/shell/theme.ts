import { THEME_STORAGE_KEY } from '@/lib/server/theme-script'

export const THEMES = ['light', 'dark', 'system'] as const
export type Theme = (typeof THEMES)[number]

const DARK = '(prefers-color-scheme: dark)'
const CHANGED = 'lockstep-theme-changed'

/** What was chosen in this browser; `system` until someone chooses. */
export function chosenTheme(): Theme {
  const stored = localStorage.getItem(THEME_STORAGE_KEY)
  return stored === 'light' || stored === 'dark' ? stored : 'system'
}

/** Remembers the choice and shows it at once. */
export function chooseTheme(theme: Theme): void {
  if (theme === 'system') localStorage.removeItem(THEME_STORAGE_KEY)
  else localStorage.setItem(THEME_STORAGE_KEY, theme)
  window.dispatchEvent(new Event(CHANGED))
}

/** Follows choices made here, in other tabs and in the system, and applies them; gives what ends that. */
export function subscribeToTheme(listener: () => void): () => void {
  const apply = () => {
    document.documentElement.dataset.theme = appliedTheme()
    listener()
  }
  const system = matchMedia(DARK)
  // Should React ever have to render the document anew, what the inline script set is gone.
  document.documentElement.dataset.theme = appliedTheme()
  system.addEventListener('change', apply)
  window.addEventListener('storage', apply)
  window.addEventListener(CHANGED, apply)
  return () => {
    system.removeEventListener('change', apply)
    window.removeEventListener('storage', apply)
    window.removeEventListener(CHANGED, apply)
  }
}

function appliedTheme(): 'light' | 'dark' {
  const chosen = chosenTheme()
  if (chosen !== 'system') return chosen
  return matchMedia(DARK).matches ? 'dark' : 'light'
}
