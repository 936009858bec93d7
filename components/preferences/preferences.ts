import { DENSITY_KEY, DIFF_COLOURS_KEY, THEME_KEY } from '@/lib/server/appearance-script'
import { createPreference } from './preference'

export const theme = createPreference(THEME_KEY, ['system', 'light', 'dark'])
export const density = createPreference(DENSITY_KEY, ['comfortable', 'compact'])
export const diffColours = createPreference(DIFF_COLOURS_KEY, ['blueOrange', 'greenRed'])
/** Whether single letters and signs are shortcuts. */
export const singleKeys = createPreference('lockstep-single-keys', ['on', 'off'])
