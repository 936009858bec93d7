import { Count } from './count'

interface PrintedNoteProps {
  /** How many are on paper, and of how many. */
  readonly printed: number
  readonly of: number
  readonly words: readonly [one: string, many: string]
  /** Whether what is not on paper was left out because lists print only so much; else it had not come yet. */
  readonly isCut: boolean
}

/** Says on paper what is not on it, and how it gets there; nothing where all is. */
export function PrintedNote({ printed, of, words, isCut }: PrintedNoteProps) {
  if (printed >= of) return null
  return (
    <p className="hidden py-2 font-medium print:block">
      Printed are <Count value={printed} /> of <Count value={of} of={words} />.{' '}
      {isCut
        ? 'A list prints no more: narrow it to print the others.'
        : 'The others were still on their way: print again to have them.'}
    </p>
  )
}
