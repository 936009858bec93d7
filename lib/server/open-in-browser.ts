import { spawn } from 'node:child_process'
import { rmSync } from 'node:fs'
import { mkdtemp, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'

/** How long the browser has to read the file before it is removed. */
const FILE_LIFETIME_MS = 30_000

type Environment = Readonly<Record<string, string | undefined>>

export interface OpenInBrowserOptions {
  readonly platform?: NodeJS.Platform
  readonly environment?: Environment
  /** Starts the opener; resolves to whether it started. */
  readonly start?: (command: string, args: readonly string[]) => Promise<boolean>
}

/**
 * Opens the dashboard in the user's browser; resolves to false where there is none to open.
 * The address holds the token and other users can read a command line, so the browser gets a file that only
 * this user can read and that leads on to the address.
 */
export async function openInBrowser(loginUrl: string, options: OpenInBrowserOptions = {}): Promise<boolean> {
  const { platform = process.platform, environment = process.env, start = startDetached } = options
  const opener = findOpener(platform, environment)
  if (opener === null) return false
  const folder = await mkdtemp(join(tmpdir(), 'lockstep-open-'))
  const file = join(folder, 'lockstep.html')
  await writeFile(file, redirectPage(loginUrl), { mode: 0o600, flag: 'wx' })
  const remove = () => rmSync(folder, { recursive: true, force: true })
  process.once('exit', remove)
  const hasStarted = await start(opener.command, [...opener.args, pathToFileURL(file).href])
  if (hasStarted) setTimeout(remove, FILE_LIFETIME_MS).unref()
  else remove()
  return hasStarted
}

function findOpener(platform: NodeJS.Platform, environment: Environment) {
  if (platform === 'darwin') return { command: 'open', args: [] }
  if (platform === 'win32') return { command: 'rundll32', args: ['url.dll,FileProtocolHandler'] }
  const hasScreen = Boolean(environment.DISPLAY || environment.WAYLAND_DISPLAY)
  return hasScreen ? { command: 'xdg-open', args: [] } : null
}

function redirectPage(loginUrl: string): string {
  const address = loginUrl.replace(/&/g, '&amp;').replace(/"/g, '&quot;')
  return (
    `<!doctype html><html lang="en"><head><meta charset="utf-8"><title>Lockstep</title>` +
    `<meta name="referrer" content="no-referrer"><meta http-equiv="refresh" content="0;url=${address}">` +
    `</head><body><p><a href="${address}">Open Lockstep</a></p></body></html>\n`
  )
}

function startDetached(command: string, args: readonly string[]): Promise<boolean> {
  return new Promise((resolve) => {
    const child = spawn(command, args, { stdio: 'ignore', detached: true })
    child.once('error', () => resolve(false))
    child.once('spawn', () => {
      child.unref()
      resolve(true)
    })
  })
}
