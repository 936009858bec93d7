import type { DumpOptions, DumpWhat } from '../../dumps/dump-record'
import { AppError } from '../../objects/app-error'
import { type CommittedFile, compareCommitted } from '../../services/compare-committed'
import type { Workspace } from '../../services/workspace'
import type { Command } from '../arguments'
import { CANCELLED, cancelOnSignal } from '../cancel-on-signal'
import { EXIT, type ExitCode } from '../exit-code'
import { safe, type Terminal } from '../terminal'

interface CheckAsk {
  readonly environment: string
  readonly what: DumpWhat
  readonly options: Partial<DumpOptions>
}

/** `lockstep dump ENVIRONMENT --check`: are the committed types and schema those of the database? Writes nothing. */
export async function checkDump(
  workspace: Workspace,
  { environment, what, options }: CheckAsk,
  command: Command,
  terminal: Terminal,
): Promise<ExitCode> {
  const parts = partsOf(what)
  const controller = new AbortController()
  const release = cancelOnSignal(() => controller.abort(CANCELLED), terminal)
  try {
    const files: CommittedFile[] = []
    for (const part of parts) {
      const log = (line: string) => terminal.err(safe(line))
      files.push(
        await compareCommitted(workspace, { environment, part, options }, { signal: controller.signal, log }),
      )
    }
    const isSame = files.every(({ state }) => state === 'current')
    if (command.options.json)
      terminal.out(JSON.stringify({ formatVersion: 1, environment, isSame, files }, null, 2))
    else for (const file of files) tell(file, environment, terminal)
    return isSame ? EXIT.same : EXIT.different
  } finally {
    release()
  }
}

function tell({ path, state, changes }: CommittedFile, environment: string, terminal: Terminal): void {
  const words = { current: 'is what the database gives', stale: 'is stale', absent: 'is not there' }[state]
  terminal.err(
    `${terminal.paint(state === 'current' ? 'green' : 'yellow', safe(path))} ${words} (${safe(environment)})`,
  )
  if (changes !== '') terminal.out(safe(changes, '\n\t').trimEnd())
}

function partsOf(what: DumpWhat): readonly ('types' | 'schema')[] {
  if (what === 'types' || what === 'schema') return [what]
  if (what === 'all') return ['types', 'schema']
  throw new AppError({
    code: 'E-USAGE',
    message: `--check compares types and schema, and --${what} is neither`,
    hint: 'See `lockstep dump --help`.',
  })
}
