import type { DraftAnswer, DraftProof, RemarkedObject, SavedDraftAnswer } from '../services/draft-answer'
import { addressText } from './render-diff'
import { type Paint, safe } from './terminal'

/** The text of a migration, what it was proven to do, and what it does not hold. */
export function renderDraft(draft: DraftAnswer, paint: Paint): string[] {
  const { environment, file, leftOut, widens, cautions, proof } = draft
  const text = file?.files[0]?.text
  return [
    ...(text === undefined ? [] : [safe(text.trimEnd(), '\n\t'), '']),
    ...(proof ? renderProof(proof, environment, paint) : [paint('yellow', 'No statement could be written.')]),
    ...widens.map(
      ({ kind, label, address }) =>
        `${paint('red', '▲')} ${label} ${addressText(kind, address)} lets more through in ${safe(environment)} than the recorded migrations do: the file opens that wherever it runs`,
    ),
    ...cautions.map((caution) => `${paint('yellow', '!')} ${safe(caution)}`),
    ...(leftOut.length > 0 ? ['', paint('bold', 'Not in it'), ...leftOut.map(remark)] : []),
    ...(draft.id === null ? ['', 'Nothing was written.'] : []),
  ]
}

function renderProof(proof: DraftProof, environment: string, paint: Paint): string[] {
  const { isProven, serverVersion, filesBefore, compared, inPart, failure } = proof
  const { remaining, alsoChanged, standIns } = proof
  const where = `after ${filesBefore} ${filesBefore === 1 ? 'file' : 'files'} on PostgreSQL ${serverVersion}`
  const stoodIn =
    standIns.length > 0 ? [`  stood in for: ${safe(standIns.map(({ name }) => name).join(', '))}`] : []
  if (isProven) {
    const what = compared === 1 ? 'the object is' : `all ${compared} objects are`
    const but = inPart > 0 ? ' but for what is not in the file' : ''
    return [
      `${paint('green', '✓ proven')} ${where}: ${what} as in ${safe(environment)}${but}, and nothing else changed`,
      ...stoodIn,
    ]
  }
  return [
    `${paint('red', '✕ not proven')} ${where}`,
    ...(failure
      ? [`  line ${failure.line}: ${safe(failure.message)}${failure.hint ? ` (${safe(failure.hint)})` : ''}`]
      : []),
    ...[...remaining, ...alsoChanged].map(remark),
    ...stoodIn,
  ]
}

function remark({ label, kind, address, reason }: RemarkedObject): string {
  return `  ${label} ${addressText(kind, address)}: ${safe(reason)}`
}

/** How it is written down as applied where it is there already. */
export function renderRecording({ record, recordNote }: SavedDraftAnswer, paint: Paint): string[] {
  return [
    ...record.flatMap(({ does, text }) => ['', paint('dim', safe(does)), `  ${safe(text)}`]),
    ...(recordNote === null ? [] : ['', paint('yellow', safe(recordNote))]),
  ]
}
