import { density, diffColours, theme } from './preferences'

const DARK = '(prefers-color-scheme: dark)'

/** Puts the chosen appearance on the document now and whenever a choice or the system changes; gives what ends that. */
export function applyAppearance(): () => void {
  apply()
  const ends = [theme, density, diffColours].map((preference) => preference.subscribe(apply))
  const system = matchMedia(DARK)
  system.addEventListener('change', apply)
  return () => {
    for (const end of ends) end()
    system.removeEventListener('change', apply)
  }
}

function apply(): void {
  const chosen = theme.get()
  Object.assign(document.documentElement.dataset, {
    theme: chosen === 'system' ? (matchMedia(DARK).matches ? 'dark' : 'light') : chosen,
    density: density.get(),
    diff: diffColours.get(),
  })
}
