import type { DumpProgress } from '@/lib/dumps/dump-record'
import { SafeText } from '../ui/safe-name'
import { bytesInWords, PHASES, secondsLeftInWords } from './dump-words'

/** How far work on a dump is: a share only where the whole is known, and how long it takes only where that can be told. */
export function DumpProgressBar({ progress }: { readonly progress: DumpProgress | null }) {
  if (!progress) return <p>Beginning…</p>
  const { phase, bytes, expectedBytes, bytesPerSecond, secondsLeft, at } = progress
  const facts = [
    bytes > 0 &&
      (expectedBytes
        ? `${bytesInWords(bytes)} of about ${bytesInWords(expectedBytes)}`
        : bytesInWords(bytes)),
    bytesPerSecond !== null && `${bytesInWords(bytesPerSecond)}/s`,
    secondsLeft && secondsLeftInWords(secondsLeft),
  ].filter(Boolean)
  return (
    <div className="space-y-1.5">
      <p className="wrap-anywhere">
        {PHASES[phase]}
        {at && (
          <>
            : <SafeText text={at} />
          </>
        )}
      </p>
      <progress
        aria-label={PHASES[phase]}
        value={expectedBytes ? Math.min(bytes / expectedBytes, 1) : undefined}
        className="block h-2 w-full max-w-xl appearance-none overflow-hidden rounded-full border border-border bg-surface motion-safe:indeterminate:animate-pulse [&::-moz-progress-bar]:bg-accent [&::-webkit-progress-bar]:bg-surface [&:indeterminate::-webkit-progress-bar]:bg-accent [&::-webkit-progress-value]:bg-accent"
      />
      <p className="min-h-5 text-muted text-sm tabular-nums">{facts.join(' · ')}</p>
    </div>
  )
}
