import type { Hazard } from '@/lib/objects/kind'
import { HAZARD_WORDS } from './hazard-words'
import { RiskMark } from './marks'

/** What mending a difference would risk, each in words. */
export function Hazards({ hazards }: { readonly hazards: readonly Hazard[] }) {
  return hazards.map((hazard) => <RiskMark key={hazard}>{HAZARD_WORDS[hazard]}</RiskMark>)
}
