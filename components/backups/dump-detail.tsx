'use client'

import dynamic from 'next/dynamic'
import { describePageError } from '@/components/states/page-error'
import type { DumpDetail as DumpDetailAnswer } from '@/lib/services/read-dump'
import { ErrorState } from '../states/error-state'
import { LoadingRows } from '../states/loading-rows'
import { ButtonLink } from '../ui/button'
import { PageHeader } from '../ui/page-header'
import { Panel } from '../ui/panel'
import { SafeName } from '../ui/safe-name'
import { Age } from '../ui/time'
import { ChecksList } from './checks-list'
import { DumpActions } from './dump-actions'
import { DumpFacts } from './dump-facts'
import { DumpFiles } from './dump-files'
import { DumpLog } from './dump-log'
import { DumpStatus } from './dump-status'
import { DumpTables } from './dump-tables'
import { isRestorable, whatWord } from './dump-words'
import { Lines } from './lines'
import { RestoreEvidence } from './restore-evidence'
import { RunningDumps } from './running-dumps'
import { useDump } from './use-dumps'

const FileChanges = dynamic(() => import('./file-changes').then((module) => module.FileChanges), {
  ssr: false,
})

/** The page of one dump: what is in it, how that is known, and what can be done with it. */
export function DumpDetail({ id }: { readonly id: string }) {
  const query = useDump(id)
  if (query.data) return <Detail detail={query.data} />
  if (query.isPending) {
    return (
      <>
        <PageHeader title="Dump" />
        <LoadingRows label="Reading its record…" />
      </>
    )
  }
  return <ErrorState level={1} error={describePageError(query.error)} onRetry={() => query.refetch()} />
}

function Detail({ detail: { dump, log, changes } }: { readonly detail: DumpDetailAnswer }) {
  const isOpen = dump.state === 'queued' || dump.state === 'running'
  const hasFiles = dump.files.length > 0
  return (
    <>
      <PageHeader
        title={
          <>
            {whatWord(dump.what)} of <SafeName name={dump.environment} />
          </>
        }
        summary={
          <span className="flex flex-wrap items-center gap-2">
            <DumpStatus state={dump.state} /> <Age at={dump.takenAt ?? dump.askedAt} />
          </span>
        }
        actions={<ButtonLink href="/backups">All dumps</ButtonLink>}
      />
      <div className="space-y-6">
        {dump.error && <ErrorState error={dump.error} />}
        {isOpen && <RunningDumps dumps={[dump]} />}
        {!isOpen && <DumpActions dump={dump} />}
        <DumpFacts dump={dump} />
        {dump.checks.length > 0 && (
          <Panel title="How it is known to be good">
            <ChecksList checks={dump.checks} />
          </Panel>
        )}
        {hasFiles && isRestorable(dump.what) && (
          <Panel title="Restore test">
            <RestoreEvidence dump={dump} />
          </Panel>
        )}
        {hasFiles && (
          <Panel title="Files">
            <DumpFiles dump={dump} />
          </Panel>
        )}
        {changes && (
          <Panel title="What changed in the types and the schema">
            <FileChanges diff={changes} />
          </Panel>
        )}
        <Lines title="What is not in it" lines={dump.leavesOut} />
        {dump.tables.length > 0 && <DumpTables tables={dump.tables} />}
        {!isOpen && <DumpLog lines={log.lines} after={log.after} />}
      </div>
    </>
  )
}
