import { type SplitOptions, splitHidden } from '@/lib/objects/hidden-characters'

interface SafeNameProps {
  /** A name or text from a database, configuration or file, as it is. */
  readonly name: string
  readonly className?: string
}

/** A name that cannot pass for another: hidden characters are spelled out and it cannot reorder its surroundings. */
export function SafeName({ name, className = '' }: SafeNameProps) {
  return (
    <bdi className={`isolate-text wrap-anywhere whitespace-pre-wrap ${className}`}>
      {name === '' ? <span className="text-muted italic">empty name</span> : <SafeText text={name} />}
    </bdi>
  )
}

/** Text in which each hidden character is replaced by a small badge with its code point. */
export function SafeText({ text, ...options }: { readonly text: string } & SplitOptions) {
  return splitHidden(text, options).map((part, index) =>
    part.isHidden ? (
      // biome-ignore lint/suspicious/noArrayIndexKey: the parts of one text have no other identity
      <HiddenCharacter key={index} code={part.text} />
    ) : (
      part.text
    ),
  )
}

function HiddenCharacter({ code }: { readonly code: string }) {
  return (
    <span
      data-hidden={code}
      title="A character that cannot be seen"
      className="framed mx-px select-none rounded-sm border border-changed px-0.5 font-mono text-changed text-xs st-tint-changed"
    >
      <span className="sr-only">hidden character </span>
      {code}
    </span>
  )
}
