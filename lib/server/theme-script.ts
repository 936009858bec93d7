/** Where the browser keeps the chosen theme: `light`, `dark`, or nothing for the system's own. */
export const THEME_STORAGE_KEY = 'lockstep-theme'

/**
 * Sets the theme before the first paint. The layout renders this text and the content security policy
 * allows it by its hash, so both read this one constant.
 */
export const THEME_SCRIPT =
  `try{var t=localStorage.getItem('${THEME_STORAGE_KEY}');` +
  `document.documentElement.dataset.theme=t==='dark'||t==='light'?t:` +
  `matchMedia('(prefers-color-scheme: dark)').matches?'dark':'light'}catch(e){}`
