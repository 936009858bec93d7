'use client'

import { type FormEvent, useEffect, useState } from 'react'
import type { FolderAnswer } from '@/lib/services/migrations-answer'
import type { NewMigrationAnswer, PreviewAnswer } from '@/lib/services/new-migration-answer'
import { describePageError } from '../states/page-error'
import { Button } from '../ui/button'
import { Dialog } from '../ui/dialog'
import { SafeText } from '../ui/safe-name'
import { Select } from '../ui/select'
import { NameField } from './name-field'
import { useNewMigration, usePreview } from './use-new-migration'
import { WrittenFiles } from './written-files'

interface NewMigrationDialogProps {
  readonly folders: readonly FolderAnswer[]
  readonly onClose: () => void
}

/** Asks for a name, shows which files that would make, and writes them. */
export function NewMigrationDialog({ folders, onClose }: NewMigrationDialogProps) {
  const [name, setName] = useState('')
  const [folder, setFolder] = useState(folders[0]?.name ?? '')
  const make = useNewMigration()
  const typed = useSettled(name)
  const preview = usePreview({ name: typed, folder })
  // What is shown may still be of what was typed before.
  const isRefused = typed === name && Boolean(preview.data?.refusal)
  return (
    <Dialog title="New migration" onClose={onClose}>
      {make.data ? (
        <div role="status" className="space-y-4 p-4">
          <WrittenFiles written={make.data} />
          <div className="flex justify-end">
            <Button look="primary" onClick={onClose}>
              Done
            </Button>
          </div>
        </div>
      ) : (
        <form
          onSubmit={(event: FormEvent) => {
            event.preventDefault()
            make.mutate({ name, folder })
          }}
          className="space-y-4 p-4"
        >
          <p className="max-w-[80ch] text-muted">
            An empty file, numbered and headed as the others in its folder. Nothing is ever written over.
          </p>
          <div className="flex flex-wrap gap-3">
            <NameField value={name} onChange={setName} describedBy="new-migration-files" hasFocus />
            {folders.length > 1 && (
              <Select
                label="Folder"
                value={folder}
                choices={folders.map((each) => ({ value: each.name, label: each.name }))}
                onChange={(value) => setFolder(value ?? folder)}
              />
            )}
          </div>
          <Files
            preview={typed.trim() === '' ? undefined : preview.data}
            error={make.error ?? preview.error}
          />
          <div className="flex justify-end gap-2">
            <Button onClick={onClose}>Cancel</Button>
            <Button type="submit" look="primary" disabled={name.trim() === '' || isRefused || make.isPending}>
              {make.isPending ? 'Writing…' : 'Write file'}
            </Button>
          </div>
        </form>
      )}
    </Dialog>
  )
}

interface FilesProps {
  /** Absent before there is a name. */
  readonly preview: PreviewAnswer | undefined
  /** Why writing them, or looking, failed. */
  readonly error: Error | null
}

/** What the name would make, or what is in the way of it. */
function Files({ preview, error }: FilesProps) {
  const shown = error ? describePageError(error) : preview?.refusal
  return (
    <div id="new-migration-files" aria-live="polite" className="min-h-20 space-y-2">
      {shown && (
        <>
          <p className="wrap-anywhere font-medium text-missing">
            <SafeText text={shown.message} />.
          </p>
          <p className="wrap-anywhere max-w-[80ch]">
            <SafeText text={shown.hint} />
          </p>
        </>
      )}
      {!shown && preview?.preview && <Planned preview={preview.preview} />}
    </div>
  )
}

function Planned({ preview: { files, label } }: { readonly preview: NewMigrationAnswer }) {
  return (
    <>
      <p className="text-muted text-sm">For {label}:</p>
      <ul className="space-y-2">
        {files.map(({ path, text }) => (
          <li key={path}>
            <code className="wrap-anywhere font-mono text-sm">
              <SafeText text={path} />
            </code>
            {text !== '' && (
              <pre className="mt-1 overflow-x-auto rounded-md border border-border bg-surface px-3 py-2 font-mono text-sm">
                <SafeText text={text.trimEnd()} allowed={'\n\t'} />
              </pre>
            )}
          </li>
        ))}
      </ul>
    </>
  )
}

/** How long typing pauses before it is looked what the name would make, in milliseconds. */
const TYPING_MS = 250

function useSettled(value: string): string {
  const [settled, setSettled] = useState(value)
  useEffect(() => {
    const timer = setTimeout(() => setSettled(value), TYPING_MS)
    return () => clearTimeout(timer)
  }, [value])
  return settled
}
