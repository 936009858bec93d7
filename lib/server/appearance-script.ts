/** Where the browser keeps what was chosen in it; nothing where the default holds. */
export const THEME_KEY = 'lockstep-theme'
export const DENSITY_KEY = 'lockstep-density'
export const DIFF_COLOURS_KEY = 'lockstep-diff-colours'

/**
 * Sets theme, density and diff colours before the first paint. The layout renders this text and the content security
 * policy allows it by its hash, so both read this one constant.
 */
export const APPEARANCE_SCRIPT =
  `try{var s=localStorage,d=document.documentElement.dataset,t=s.getItem('${THEME_KEY}');` +
  `d.theme=t==='dark'||t==='light'?t:matchMedia('(prefers-color-scheme: dark)').matches?'dark':'light';` +
  `d.density=s.getItem('${DENSITY_KEY}')==='compact'?'compact':'comfortable';` +
  `d.diff=s.getItem('${DIFF_COLOURS_KEY}')==='greenRed'?'greenRed':'blueOrange'}catch(e){}`
