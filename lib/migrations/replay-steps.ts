import { readFile } from 'node:fs/promises'
import path from 'node:path'
import { AppError } from '../objects/app-error'
import type { FolderRead } from './folder-cache'
import type { Migration } from './migration'
import type { MigrationFile } from './migration-file'
import type { ReplayStep } from './replay-step'

/**
 * What a replay of these migrations runs, in their order: of each the statements that are recorded, where those are
 * given, and else the first file in a folder of one of the tools.
 * @param read the folders that could be read, in the order that migrations count them.
 * @param recorded statements by the id of their migration.
 * @throws AppError E-REPLAY for a file that is not SQL, or cannot be read.
 */
export async function replaySteps(
  migrations: readonly Migration[],
  read: readonly FolderRead[],
  tools: ReadonlySet<string>,
  recorded: ReadonlyMap<string, string> = new Map(),
): Promise<ReplayStep[]> {
  const steps = await Promise.all(
    migrations.map(async ({ id, files }): Promise<ReplayStep | null> => {
      const text = recorded.get(id)
      if (text !== undefined) return { id, path: `${id} as recorded`, text }
      const own = files.find(({ folder }) => tools.has(read[folder]?.files?.tool ?? ''))
      const place = own && read[own.folder]
      return place
        ? { id, path: `${place.folder.name}/${own.file.path}`, text: await textOf(place, own.file) }
        : null
    }),
  )
  return steps.flatMap((step) => (step && step.text !== '' ? [step] : []))
}

/** The part of a file that runs, on the lines where it stands; nothing for a file that does nothing. */
export async function textOf({ folder }: FolderRead, file: MigrationFile): Promise<string> {
  if (file.content === null && /\.sql$/i.test(file.path) && file.problem === null) return ''
  if (file.content === null) throw notSql(`${folder.name}/${file.path}`, file.problem)
  const text = new TextDecoder().decode(await readFile(path.join(folder.path, file.path)))
  if (!file.part) return text
  const [start, end] = file.part
  return text.slice(0, start).replace(/[^\n]/g, '') + text.slice(start, end)
}

function notSql(file: string, problem: string | null): AppError {
  return new AppError({
    code: 'E-REPLAY',
    message: `${file} cannot be replayed`,
    hint:
      problem ??
      'It is code, which only its own tool runs. Let the tool migrate an empty database, and name that one as an environment.',
  })
}
