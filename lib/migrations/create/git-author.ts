import { execFile } from 'node:child_process'
import { promisify } from 'node:util'

const run = promisify(execFile)
const TIMEOUT_MS = 2_000

/** Who works here, as git would write it into a commit; null where it does not say, or there is no git. */
export async function gitAuthor(
  folder: string,
): Promise<{ readonly name: string | null; readonly email: string | null }> {
  const [name, email] = await Promise.all(['user.name', 'user.email'].map((key) => setting(folder, key)))
  return { name: name ?? null, email: email ?? null }
}

async function setting(folder: string, key: string): Promise<string | null> {
  try {
    const { stdout } = await run('git', ['-C', folder, 'config', '--get', key], { timeout: TIMEOUT_MS })
    // Control characters would end the comment that the name is written into.
    return (
      stdout
        .replaceAll(/\p{Cc}+/gu, ' ')
        .replaceAll('*/', '')
        .trim() || null
    )
  } catch {
    return null
  }
}
