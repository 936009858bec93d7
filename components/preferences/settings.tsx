'use client'

import { PageHeader } from '../ui/page-header'
import { Panel } from '../ui/panel'
import { CheckInterval } from './check-interval'
import { ChoiceGroup } from './choice-group'
import { density, diffColours, singleKeys, theme } from './preferences'

/** What a person sets for this browser. */
export function Settings() {
  return (
    <>
      <PageHeader
        title="Settings"
        summary="Appearance and keyboard are remembered by this browser; checks are set for the project."
      />
      <div className="max-w-3xl space-y-6">
        <Panel title="Appearance">
          <div className="divide-y divide-border">
            <ChoiceGroup
              title="Theme"
              preference={theme}
              labels={{ system: 'As the system', light: 'Light', dark: 'Dark' }}
            />
            <ChoiceGroup
              title="Rows"
              preference={density}
              labels={{ comfortable: 'Comfortable', compact: 'Compact' }}
            />
            <ChoiceGroup
              title="Colours of changed lines"
              preference={diffColours}
              labels={{ blueOrange: 'Orange and blue', greenRed: 'Red and green' }}
            >
              Orange and blue can be told apart with every kind of colour vision.
            </ChoiceGroup>
          </div>
        </Panel>
        <Panel title="Checks">
          <CheckInterval />
        </Panel>
        <Panel title="Keyboard">
          <ChoiceGroup
            title="Single letters and signs as shortcuts"
            preference={singleKeys}
            labels={{ on: 'On', off: 'Off' }}
          >
            Switch them off if speech input or slips of the hand press them by accident. Everything can be
            reached with Tab and Enter too.
          </ChoiceGroup>
        </Panel>
      </div>
    </>
  )
}
