import { createHash } from 'node:crypto'
import fs from 'node:fs'
import { pipeline } from 'node:stream/promises'
import { AppError } from '../../objects/app-error'
import { readBack } from '../read-back/read-back'
import type { RestoredFile, RestoreParts } from './restore-parts'

interface Watch {
  readonly signal?: AbortSignal | undefined
  readonly onFile?: ((name: string) => void) | undefined
}

/**
 * Reads all files of a dump whole before anything of them is run.
 * @returns which of them are not what was written, as lines for people.
 * @throws AppError E-DUMP-DAMAGED for one that is gone or ends too early, E-RESTORE-REFUSED for commands of psql.
 */
export async function checkFiles(
  { roles, scripts, rows }: RestoreParts,
  { signal, onFile }: Watch = {},
): Promise<string[]> {
  const changed: string[] = []
  const check = async (file: RestoredFile, read: () => Promise<string>) => {
    onFile?.(file.name)
    if (!fs.existsSync(file.path)) throw damaged(file, 'The file is gone.')
    const sha256 = await read()
    if (file.sha256 !== null && sha256 !== file.sha256)
      changed.push(`${file.name} is not the file that was written: its checksum is another`)
  }
  for (const file of roles ? [roles, ...scripts] : scripts) {
    await check(file, async () => {
      const read = await readBack(file.path, signal ? { signal } : {})
      const [command] = read.commands
      if (command !== undefined) throw holdsCommand(file, command)
      if (!read.isWhole && read.sha256 !== file.sha256) throw damaged(file, 'It ends too early.')
      return read.sha256
    })
  }
  for (const { file } of rows) await check(file, () => sha256Of(file.path, signal))
  return changed
}

async function sha256Of(file: string, signal: AbortSignal | undefined): Promise<string> {
  const hash = createHash('sha256')
  await pipeline(fs.createReadStream(file), hash, { signal })
  return hash.digest('hex')
}

function damaged({ name }: RestoredFile, detail: string): AppError {
  return new AppError({
    code: 'E-DUMP-DAMAGED',
    message: `${name} is damaged`,
    hint: 'Use another dump, and make a new one. If it was copied, copy it again and compare checksums.',
    detail,
  })
}

function holdsCommand({ name }: RestoredFile, command: string): AppError {
  return new AppError({
    code: 'E-RESTORE-REFUSED',
    message: `${name} holds a command for psql, which is no part of a dump and is not run`,
    hint: 'Look at who wrote into the file. Make a new dump.',
    detail: command.slice(0, 300),
  })
}
