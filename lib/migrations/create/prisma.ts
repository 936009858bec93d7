import type { Creator } from './creator'
import { textOf } from './folder-style'
import { numberedName } from './plain-sql'

/** As `prisma migrate dev --create-only` makes it: a folder with one file. */
export const prismaCreator: Creator = {
  tool: 'prisma',
  create: (wanted, folder) => {
    const { version, name, stem } = numberedName(wanted, folder, 'second')
    const path = `${stem}/migration.sql`
    return { files: [{ path, text: textOf(folder.header({ version, name, path }), wanted.sql) }] }
  },
}
