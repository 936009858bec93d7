'use client'

import { useState } from 'react'
import type { FindingAnswer } from '@/lib/services/migrations-answer'
import { Button } from '../ui/button'
import { Count } from '../ui/count'
import { FindingCard } from './finding-card'

interface FindingsListProps {
  readonly findings: readonly FindingAnswer[]
  /** With those that are not sent. */
  readonly total: number
}

const FIRST = 8

/** What to mend, the most serious first; pending migrations come after what is wrong. */
export function FindingsList({ findings, total }: FindingsListProps) {
  const [isOpen, setIsOpen] = useState(false)
  if (findings.length === 0) return null
  const shown = isOpen ? findings : findings.slice(0, FIRST)
  const isSerious = findings.some(({ severity }) => severity === 'critical' || severity === 'high')
  return (
    <section
      aria-labelledby="findings"
      className={`framed mb-6 rounded-lg border p-4 ${isSerious ? 'border-missing border-l-4' : 'border-border'}`}
    >
      <h2 id="findings" className="font-semibold text-lg">
        {isSerious ? 'Look at these first' : 'What is left to do'}
      </h2>
      <p className="text-muted text-sm">Commands are for you to run; Lockstep runs none of them.</p>
      <ul className="mt-3 space-y-5">
        {shown.map((finding) => (
          <li key={`${finding.sort} ${finding.environments.join()} ${finding.tool} ${finding.message}`}>
            <FindingCard finding={finding} />
          </li>
        ))}
      </ul>
      {!isOpen && findings.length > FIRST && (
        <Button className="mt-4" onClick={() => setIsOpen(true)}>
          Show <Count value={findings.length - FIRST} /> more
        </Button>
      )}
      {isOpen && total > findings.length && (
        <p className="mt-4 text-muted text-sm">
          And <Count value={total - findings.length} /> more, which <code>lockstep migrations</code> lists.
        </p>
      )}
    </section>
  )
}
