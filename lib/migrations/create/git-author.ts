import { git } from '../git'

/** Who works here, as git would write it into a commit; null where it does not say, or there is no git. */
export async function gitAuthor(
  folder: string,
): Promise<{ readonly name: string | null; readonly email: string | null }> {
  const [name = null, email = null] = await Promise.all(
    ['user.name', 'user.email'].map((key) => setting(folder, key)),
  )
  return { name, email }
}

async function setting(folder: string, key: string): Promise<string | null> {
  const text = await git(folder, 'config', '--get', key).catch(() => '')
  // Control characters would end the comment that the name is written into.
  const words = text.replaceAll(/\p{Cc}+/gu, ' ').replaceAll('*/', '')
  return words.trim() || null
}
