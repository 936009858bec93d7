import { SUPABASE_EXTENSIONS } from '../../../supabase/extensions'
import { CONTRIB } from '../contrib'
import type { LintContext, LintRule } from '../rule'

/** An extension that a developer's server has and the target's does not. */
export const extensionNotOffered: LintRule = {
  id: 'extension-not-offered',
  about: 'creates an extension that the target’s server does not have',
  check: ({ tree }, at, context) => {
    const name = tree.CreateExtensionStmt?.extname
    if (!name || context.deploy.presence('extension', null, [name], at) === 'present') return []
    const evidence = whyNotOffered(name, context)
    if (!evidence) return []
    return [
      {
        severity: 'high',
        message: `${context.target.name} does not offer the extension ${name}, so the deploy fails here.`,
        why: evidence,
        instead: 'Install it on that server, do without it, or keep it out of the migrations that go there.',
      },
    ]
  },
}

/** The server's own list decides; without it, what Postgres and Supabase are known to bring. */
function whyNotOffered(name: string, { target }: LintContext): string | null {
  if (target.live) {
    return target.live.extensions.has(name)
      ? null
      : `The server of ${target.name} does not list it among what it can install.`
  }
  if (CONTRIB.has(name)) return null
  if (target.isSupabase && !SUPABASE_EXTENSIONS.has(name)) {
    return 'It is neither part of Postgres nor among the extensions of Supabase; the server itself could not be asked.'
  }
  return null
}
