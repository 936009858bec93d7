import { execFile } from 'node:child_process'
import { randomBytes } from 'node:crypto'
import fs from 'node:fs'
import path from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { promisify } from 'node:util'
import { AppError } from '../objects/app-error'
import { endWithUs } from './end-with-us'
import type { PostgresBinaries } from './find-postgres'
import { serverUser } from './server-user'
import { majorOf } from './versions'

const run = promisify(execFile)

/**
 * Makes the data folder `place/data` unless it is there. It is made under another name and renamed, so a
 * start that was killed half way leaves no folder that looks complete; such leavings are removed.
 * @param superuser its name.
 * @param passwordFile keeps the superuser's random password, readable by us only.
 * @throws AppError `E-EMBEDDED-DATA` when the folder is of another major or cannot be made.
 */
export async function initCluster(
  binaries: PostgresBinaries,
  place: string,
  superuser: string,
  passwordFile: string,
): Promise<void> {
  const data = path.join(place, 'data')
  await removeUnfinished(place)
  if (fs.existsSync(data)) return assertSameMajor(binaries, data)
  const password = randomBytes(24).toString('hex')
  const unfinished = path.join(place, `unfinished-${randomBytes(4).toString('hex')}`)
  await initdb(binaries, unfinished, superuser, password)
  fs.writeFileSync(passwordFile, password, { mode: 0o600 })
  fs.renameSync(unfinished, data)
}

async function removeUnfinished(place: string): Promise<void> {
  for (const name of fs.readdirSync(place)) {
    if (name.startsWith('unfinished-')) await removeWhileWritten(path.join(place, name))
  }
}

/** How often removing is tried again, ten times a second. */
const TRIES = 50

/** The initdb of a start that was killed goes on for a second, and writes into the folder while that is removed. */
async function removeWhileWritten(folder: string): Promise<void> {
  for (let tries = 1; ; tries++) {
    try {
      return fs.rmSync(folder, { recursive: true, force: true })
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code !== 'ENOTEMPTY' || tries === TRIES) throw error
      await sleep(100)
    }
  }
}

async function initdb(
  binaries: PostgresBinaries,
  dir: string,
  superuser: string,
  password: string,
): Promise<void> {
  const user = serverUser()
  const passwordFile = `${dir}.password`
  fs.mkdirSync(dir, { mode: 0o700 })
  fs.writeFileSync(passwordFile, password, { mode: 0o600 })
  if (user) for (const each of [dir, passwordFile]) fs.chownSync(each, user.uid, user.gid)
  const args = ['-D', dir, '-U', superuser, '-A', 'scram-sha-256', '--pwfile', passwordFile]
  args.push('-E', 'UTF8', '--locale=C', '--no-sync', '--no-instructions')
  const making = run(path.join(binaries.binDir, 'initdb'), args, {
    ...user,
    cwd: '/',
    env: { ...process.env, LC_ALL: 'C' },
  })
  const letGo = endWithUs(making.child, 'SIGTERM')
  try {
    await making
  } catch (error) {
    throw initError(dir, error)
  } finally {
    letGo()
    fs.rmSync(passwordFile, { force: true })
  }
}

function assertSameMajor(binaries: PostgresBinaries, data: string): void {
  const versionFile = path.join(data, 'PG_VERSION')
  const found = fs.existsSync(versionFile) ? fs.readFileSync(versionFile, 'utf8').trim() : null
  if (found === String(majorOf(binaries.label))) return
  throw new AppError({
    code: 'E-EMBEDDED-DATA',
    message: found
      ? `The data in ${data} was made by Postgres ${found}, and Postgres ${binaries.version} cannot use it.`
      : `The folder ${data} is not a complete Postgres data folder.`,
    hint: 'If nothing in it is needed, delete that folder and start again.',
  })
}

function initError(dir: string, cause: unknown): AppError {
  const { stderr, message } = cause as { stderr?: string; message?: string }
  return new AppError(
    {
      code: 'E-EMBEDDED-DATA',
      message: `A Postgres data folder could not be made in ${path.dirname(dir)}.`,
      hint: 'Check that the disk has 100 MB free and that this user may write there.',
      detail: (stderr || message || '').trim(),
    },
    { cause },
  )
}
