'use client'

import dynamic from 'next/dynamic'
import { useState } from 'react'
import { describePageError } from '@/components/states/page-error'
import type { MigrationDetailAnswer } from '@/lib/services/read-migration'
import { ErrorState } from '../states/error-state'
import { LoadingRows } from '../states/loading-rows'
import { ButtonLink } from '../ui/button'
import { PageHeader } from '../ui/page-header'
import { Panel } from '../ui/panel'
import { SafeText } from '../ui/safe-name'
import { Segmented } from '../ui/segmented'
import { FindingCard } from './finding-card'
import { GitNote } from './git-note'
import { MigrationTitle } from './migration-title'
import { SidesTable } from './sides-table'
import { useMigration } from './use-migrations'

const CodeBlock = dynamic(() => import('../code/code-block').then((module) => module.CodeBlock), {
  ssr: false,
})
const DdlDiff = dynamic(() => import('../code/ddl-diff').then((module) => module.DdlDiff), { ssr: false })

/** The page of one migration: how it stands everywhere, what is off, and its text. */
export function MigrationDetail({ id }: { readonly id: string }) {
  const query = useMigration(id)
  if (query.data) return <Detail detail={query.data} />
  if (query.isPending) {
    return (
      <>
        <PageHeader title="Migration" />
        <LoadingRows label="Reading the migration…" />
      </>
    )
  }
  return <ErrorState level={1} error={describePageError(query.error)} onRetry={() => query.refetch()} />
}

function Detail({ detail }: { readonly detail: MigrationDetailAnswer }) {
  const { migration, files, findings } = detail
  return (
    <>
      <PageHeader
        title={<MigrationTitle version={migration.version} name={migration.name} />}
        summary={
          files.length === 0 ? (
            'No folder has its file.'
          ) : (
            <>
              <SafeText text={files.map(({ path }) => path).join(', ')} />
              {migration.git && (
                <span className="block text-sm">
                  <GitNote git={migration.git} />
                </span>
              )}
            </>
          )
        }
        actions={<ButtonLink href="/migrations">All migrations</ButtonLink>}
      />
      <div className="space-y-6">
        {findings.length > 0 && (
          <Panel title="What is off">
            <div className="space-y-5">
              {findings.map((finding) => (
                <FindingCard key={`${finding.sort} ${finding.message}`} finding={finding} isOpen />
              ))}
            </div>
          </Panel>
        )}
        <Panel title="In each environment">
          <SidesTable sides={detail.sides} />
        </Panel>
        <Texts detail={detail} />
      </div>
    </>
  )
}

/** What ran beside what the file holds where they differ; else the file, or what ran where there is none. */
function Texts({ detail: { files, sides } }: { readonly detail: MigrationDetailAnswer }) {
  const file = files.find(({ statements }) => statements !== null)
  const ran = sides.filter(({ statements }) => statements !== null)
  return (
    <>
      {file &&
        ran.map(({ environment, statements }) => (
          <Edit
            key={environment}
            environment={environment}
            ran={statements ?? ''}
            text={file.statements ?? ''}
          />
        ))}
      {!file &&
        ran.map(({ environment, statements }) => (
          <CodeBlock key={environment} label={`What ran in ${environment}`} sql={statements ?? ''} />
        ))}
      {sides.map(
        ({ environment, statementsError }) =>
          statementsError && (
            <p key={environment} className="wrap-anywhere text-missing">
              What ran in <SafeText text={environment} /> could not be read:{' '}
              <SafeText text={statementsError.message} />
            </p>
          ),
      )}
      {files.map(({ path, text, problem }) => (
        <div key={path} className="space-y-2">
          {problem && (
            <p className="wrap-anywhere text-changed">
              <SafeText text={`${path}: ${problem}`} />
            </p>
          )}
          {text !== null && <CodeBlock label={path} sql={text} />}
        </div>
      ))}
    </>
  )
}

const LAYOUTS = [
  { value: 'split', label: 'Split' },
  { value: 'unified', label: 'Unified' },
] as const

interface EditProps {
  readonly environment: string
  readonly ran: string
  readonly text: string
}

function Edit({ environment, ran, text }: EditProps) {
  const [view, setView] = useState<'split' | 'unified'>('split')
  return (
    <Panel
      title={
        <>
          What ran in <SafeText text={environment} />, and the file
        </>
      }
      actions={<Segmented label="Layout" value={view} choices={LAYOUTS} onChange={setView} />}
    >
      <DdlDiff
        source={{ name: `ran in ${environment}`, ddl: ran }}
        target={{ name: 'the file now, statement by statement', ddl: text }}
        view={view}
      />
    </Panel>
  )
}
