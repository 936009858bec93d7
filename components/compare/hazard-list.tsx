import type { Hazard } from '@/lib/objects/kind'
import { HAZARD_WORDS } from '../objects/hazard-words'

/** What mending a difference would risk, each in words. */
export function HazardList({ hazards }: { readonly hazards: readonly Hazard[] }) {
  return hazards.map((hazard) => (
    <span key={hazard} className="inline-flex items-center gap-1 whitespace-nowrap text-changed text-xs">
      <span aria-hidden="true">▲</span>
      {HAZARD_WORDS[hazard]}
    </span>
  ))
}
