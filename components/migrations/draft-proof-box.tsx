import type { DraftAnswer, DraftProof } from '@/lib/services/draft-answer'
import { StateBox } from '../states/state-box'
import { Count } from '../ui/count'
import { SafeName, SafeText } from '../ui/safe-name'
import { RemarkedList } from './remarked-list'

interface DraftProofBoxProps {
  readonly proof: DraftAnswer['proof']
  readonly environment: string
}

const SECONDS = new Intl.NumberFormat('en', { maximumFractionDigits: 1 })

/** What a run of the file proved: that it does what it should and nothing else, or what is still different. */
export function DraftProofBox({ proof, environment }: DraftProofBoxProps) {
  if (!proof) {
    return (
      <StateBox tone="plain" title="No statement can be written for this">
        <p>Below stands of each object why. A migration for them is for people to write.</p>
      </StateBox>
    )
  }
  return (
    <StateBox
      tone={proof.isProven ? 'good' : 'bad'}
      title={proof.isProven ? 'Proven' : 'Not proven, so it cannot be saved'}
    >
      <p>
        It ran on PostgreSQL {proof.serverVersion} in a database of our own, after{' '}
        <Count value={proof.filesBefore} of={['file', 'files']} />.{' '}
        {proof.isProven ? (
          <>
            <Count value={proof.compared} of={['object is', 'objects are']} /> then as in{' '}
            <SafeName name={environment} />
            {proof.inPart > 0 && ' but for what is not in the file'}, and nothing else changed. It took{' '}
            {SECONDS.format(proof.tookMs / 1000)} s.
          </>
        ) : (
          'This came of it:'
        )}
      </p>
      {!proof.isProven && <Faults proof={proof} environment={environment} />}
      {proof.standIns.length > 0 && (
        <p className="text-muted text-sm">
          Stood in for:{' '}
          <SafeText text={proof.standIns.map(({ sort, name }) => `${sort} ${name}`).join(', ')} />.
        </p>
      )}
    </StateBox>
  )
}

function Faults({ proof, environment }: { readonly proof: DraftProof; readonly environment: string }) {
  const { failure, remaining, alsoChanged } = proof
  return (
    <>
      {failure && (
        <div className="space-y-1">
          <p className="wrap-anywhere font-medium">
            Line {failure.line}: <SafeText text={failure.message} />{' '}
            <span className="text-muted text-sm">SQLSTATE {failure.sqlState}</span>
          </p>
          {failure.hint && (
            <p>
              <SafeText text={failure.hint} />
            </p>
          )}
        </div>
      )}
      {remaining.length > 0 && (
        <div>
          <p>
            Still not as in <SafeName name={environment} />:
          </p>
          <RemarkedList objects={remaining} />
        </div>
      )}
      {alsoChanged.length > 0 && (
        <div>
          <p>Changed, and should not have:</p>
          <RemarkedList objects={alsoChanged} />
        </div>
      )}
    </>
  )
}
