import type { GitAnswer } from '@/lib/services/migrations-answer'
import { SafeText } from '../ui/safe-name'

const DATE = new Intl.DateTimeFormat(undefined, { dateStyle: 'medium' })

/** Whether a file is not committed, or only on the branch that is checked out; nothing where neither is so. */
export function GitMarks({ git }: { readonly git: GitAnswer }) {
  const { isUncommitted, isOnlyHere, branch } = git
  if (!isUncommitted && !isOnlyHere) return null
  return (
    <span className="block font-normal text-muted text-xs">
      {isUncommitted ? 'not committed' : <SafeText text={`only on ${branch}`} />}
    </span>
  )
}

/** Who wrote a file, and when. */
export function GitNote({ git }: { readonly git: GitAnswer }) {
  const { added, changed, isUncommitted, isOnlyHere, branch } = git
  return (
    <SafeText
      text={[
        added
          ? `Added by ${added.author} on ${DATE.format(new Date(added.date))} (${added.hash})`
          : 'In no commit',
        changed && changed.hash !== added?.hash
          ? `last changed by ${changed.author} on ${DATE.format(new Date(changed.date))} (${changed.hash})`
          : null,
        isUncommitted && added ? 'changed since the last commit' : null,
        isOnlyHere ? `only on ${branch}` : null,
      ]
        .filter(Boolean)
        .join(', ')}
    />
  )
}
