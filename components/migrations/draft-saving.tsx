'use client'

import { type FormEvent, useState } from 'react'
import type { DraftAnswer, SavedDraftAnswer } from '@/lib/services/draft-answer'
import { ErrorBody } from '../states/error-state'
import { describePageError } from '../states/page-error'
import { Button } from '../ui/button'
import { SafeName, SafeText } from '../ui/safe-name'
import { Commands } from './finding-card'
import { NameField } from './name-field'
import { useSaveDraft } from './use-draft'
import { WrittenFiles } from './written-files'

interface DraftSavingProps {
  readonly draft: DraftAnswer
  readonly onClose: () => void
}

/** At the foot of a draft: its name and the button that saves it, then what was written and how it is recorded. */
export function DraftSaving({ draft: { id, file }, onClose }: DraftSavingProps) {
  const [name, setName] = useState(file?.name ?? '')
  const save = useSaveDraft()
  if (save.data) return <Saved saved={save.data} onClose={onClose} />
  const submit = (event: FormEvent) => {
    event.preventDefault()
    if (id !== null) save.mutate({ id, name })
  }
  return (
    <form onSubmit={submit} className={FOOT}>
      {save.error && (
        <div role="alert" className="mb-3">
          <p className="wrap-anywhere font-medium text-missing">
            <SafeText text={describePageError(save.error).message} />
          </p>
          <ErrorBody error={describePageError(save.error)} />
        </div>
      )}
      <div className="flex flex-wrap items-end justify-end gap-2">
        {id !== null && <NameField value={name} onChange={setName} />}
        <Button onClick={onClose}>{id === null ? 'Close' : 'Cancel'}</Button>
        {id !== null && (
          <Button type="submit" look="primary" disabled={save.isPending || name.trim() === ''}>
            {save.isPending ? 'Saving…' : 'Save file'}
          </Button>
        )}
      </div>
    </form>
  )
}

const FOOT = 'sticky bottom-0 z-10 border-border border-t bg-raised px-4 py-3'

function Saved({ saved, onClose }: { readonly saved: SavedDraftAnswer; readonly onClose: () => void }) {
  const { environment, record, recordNote } = saved
  return (
    <div className={`${FOOT} space-y-3`} role="status">
      <WrittenFiles written={saved} />
      <p className="max-w-[80ch]">
        <SafeName name={environment} /> holds all of it already: have it recorded there before the next
        deploy.
      </p>
      <Commands commands={record} />
      {recordNote !== null && (
        <p className="max-w-[80ch] text-muted">
          <SafeText text={recordNote} />
        </p>
      )}
      <div className="flex justify-end">
        <Button look="primary" onClick={onClose}>
          Done
        </Button>
      </div>
    </div>
  )
}
