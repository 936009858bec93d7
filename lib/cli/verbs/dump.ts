import path from 'node:path'
import {
  DATA_FORMATS,
  type DataFormat,
  type DumpOptions,
  type DumpRecord,
  type DumpWhat,
} from '../../dumps/dump-record'
import { AppError } from '../../objects/app-error'
import { dumpWork } from '../../services/dump-work'
import { recoverDumps } from '../../services/recover-dumps'
import { cancelDump, dumpProgress, waitForDump } from '../../services/running-dumps'
import { startDump } from '../../services/start-dump'
import type { Workspace } from '../../services/workspace'
import type { Command } from '../arguments'
import { cancelOnSignal } from '../cancel-on-signal'
import { configured } from '../configured'
import { EXIT, type ExitCode } from '../exit-code'
import { renderDump, renderProgress } from '../render-dump'
import { renderTest } from '../render-restore-test'
import { safe, type Terminal } from '../terminal'

/** How often progress is told, in milliseconds. */
const TELL_MS = 1_000

/** `lockstep dump ENVIRONMENT`: makes a dump and waits for it, or with `--check` only compares. */
export async function dump(command: Command, workspace: Workspace, terminal: Terminal): Promise<ExitCode> {
  await configured(workspace)
  const environment = command.operands[0] as string
  const what = whatOf(command)
  if (command.options.check) {
    const { checkDump } = await import('./check-dump')
    return checkDump(workspace, { environment, what, options: dumpOptionsOf(command) }, command, terminal)
  }
  await recoverDumps(workspace)
  const { directory } = workspace.place
  const output =
    command.options.output === undefined ? undefined : path.resolve(directory, String(command.options.output))
  const options = dumpOptionsOf(command)
  const asked = { environment, what, options, askedBy: 'commandLine', ...(output ? { output } : {}) } as const
  const { id } = await startDump(workspace, asked)
  const release = cancelOnSignal(() => cancelDump(workspace, id), terminal)
  const stopTelling = tellProgress(workspace, id, terminal)
  try {
    return told(await waitForDump(workspace, id), command, terminal)
  } finally {
    stopTelling()
    release()
  }
}

function told(record: DumpRecord, { options }: Command, terminal: Terminal): ExitCode {
  if (options.json) terminal.out(JSON.stringify(record, null, 2))
  else {
    const test = record.restoreTest ? renderTest(record.restoreTest, terminal.paint) : []
    terminal.out([...renderDump(record, terminal.paint), ...test].join('\n'))
  }
  // Why there is no dump, or why it could not be restored as a test.
  const error = record.error ?? dumpWork.checkErrors.get(record.id)
  if (error) {
    const { code, message, detail, hint } = error
    terminal.err(`${terminal.paint('red', 'error')} ${code}: ${safe(message)}`)
    if (detail) terminal.err(safe(detail, '\n'))
    terminal.err(safe(hint, '\n'))
  }
  if (record.state === 'verified') return isProven(record) ? EXIT.same : EXIT.different
  return record.state === 'notVerified' ? EXIT.different : EXIT.trouble
}

/** Where a restore test was asked for, it has to have passed. */
function isProven({ options, what, restoreTest }: DumpRecord): boolean {
  const hasTest = options.testsRestore && what !== 'types' && what !== 'roles'
  return !hasTest || restoreTest?.state === 'passed'
}

function tellProgress(workspace: Workspace, id: string, terminal: Terminal): () => void {
  let before = ''
  const timer = setInterval(() => {
    const progress = dumpProgress(workspace, id)
    const line = progress ? renderProgress(progress) : 'Waiting …'
    if (line !== before) terminal.err(safe(line))
    before = line
  }, TELL_MS)
  timer.unref()
  return () => clearInterval(timer)
}

const PARTS = ['types', 'schema', 'data', 'roles', 'all'] as const

/** Exactly one of the options that say what; all four parts where none does. */
function whatOf({ options }: Command): DumpWhat {
  const asked = PARTS.filter((part) => options[part])
  if (asked.length > 1)
    throw usage(`--${asked[0]} and --${asked[1]} exclude each other; --all makes all four`)
  return asked[0] ?? 'all'
}

/** What the command line says about rows; the rest is as configured. */
function dumpOptionsOf({ options, lists }: Command): Partial<DumpOptions> {
  const format = options.format
  if (format !== undefined && !DATA_FORMATS.includes(format as DataFormat))
    throw usage(`--format takes ${DATA_FORMATS.join(', ')}, not ${JSON.stringify(format)}`)
  const orNull = (list: readonly string[] | undefined) => (list && list.length > 0 ? list : null)
  return {
    ...(format === undefined ? {} : { format: format as DataFormat }),
    ...(options.compress ? { isCompressed: true } : {}),
    ...(options['skip-unreadable'] ? { skipsUnreadable: true } : {}),
    ...(options['restore-test'] ? { testsRestore: true } : {}),
    selection: {
      schemas: orNull(lists['schema-name']),
      tables: orNull(lists.table),
      excludeSchemas: lists['exclude-schema'] ?? [],
      excludeTables: lists['exclude-table'] ?? [],
    },
  }
}

function usage(message: string): AppError {
  return new AppError({ code: 'E-USAGE', message, hint: 'See `lockstep dump --help`.' })
}
