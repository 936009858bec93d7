'use client'

import { useState } from 'react'
import { sayContents } from '@/lib/dumps/restore/replaced-schema'
import type { RestorePlan } from '@/lib/services/restore-plan'
import { RiskMark } from '../status/marks'
import { Button } from '../ui/button'
import { Count } from '../ui/count'
import { SafeName, SafeText } from '../ui/safe-name'
import { Lines } from './lines'

interface RestorePlanViewProps {
  readonly plan: RestorePlan
  readonly isBusy: boolean
  readonly onBack: () => void
  readonly onRestore: (name: string) => void
}

/** What a restore would replace; it begins once the environment's name is typed. */
export function RestorePlanView({ plan, isBusy, onBack, onRestore }: RestorePlanViewProps) {
  const [typed, setTyped] = useState('')
  const { dump, into, replaced, isEmpty } = plan
  return (
    <form
      className="space-y-4"
      onSubmit={(event) => {
        event.preventDefault()
        onRestore(typed)
      }}
    >
      <p>
        <SafeName name={into.environment} className="font-semibold" /> (<SafeText text={into.address} />,
        PostgreSQL {into.serverVersion}) becomes what <SafeName name={dump.environment} /> was:{' '}
        <Count value={dump.objects} of={['object', 'objects']} />,{' '}
        <Count value={dump.rows} of={['row', 'rows']} /> of{' '}
        <Count value={dump.tables} of={['table', 'tables']} />.
      </p>
      <p>
        {isEmpty
          ? 'It is empty, so there is nothing to lose.'
          : 'A verified dump of it is made first. Then all of it happens as one transaction: either everything, or nothing.'}
      </p>
      <Lines
        title="Goes, with all that is in it"
        lines={replaced.map((schema) => `${schema.name}: ${sayContents(schema)}`)}
      />
      <Lines title="Goes too, because it uses what is replaced" lines={plan.goesAlong} />
      <Lines title="Is emptied and filled anew" lines={plan.emptied} />
      <Lines title="Stays" lines={plan.stays} />
      <Lines title="Is made again on tables that stay" lines={plan.putBack} />
      <Lines title="Roles that are missing, and are made without any right" lines={plan.missingRoles} />
      {plan.warnings.length > 0 && (
        <ul className="space-y-1">
          {plan.warnings.map((warning) => (
            <li key={warning} className="wrap-anywhere">
              <RiskMark>Note</RiskMark> <SafeText text={warning} />
            </li>
          ))}
        </ul>
      )}
      <label className="flex flex-col gap-1 text-sm">
        <span>
          Type <SafeName name={into.environment} className="font-semibold" /> to replace it
        </span>
        <input
          value={typed}
          spellCheck={false}
          autoComplete="off"
          autoCapitalize="none"
          onChange={(event) => setTyped(event.target.value)}
          className="h-8 rounded-md border border-strong bg-raised px-2 text-fg sm:w-64"
        />
      </label>
      <div className="flex flex-wrap gap-2">
        <Button type="submit" look="primary" disabled={isBusy || typed !== into.environment}>
          Replace {into.environment}
        </Button>
        <Button look="quiet" disabled={isBusy} onClick={onBack}>
          Back
        </Button>
      </div>
    </form>
  )
}
