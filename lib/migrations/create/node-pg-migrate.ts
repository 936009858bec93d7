import type { Creator } from './creator'
import { textOf } from './folder-style'
import { numberedName } from './plain-sql'
import { refusal } from './refusal'

/** As `node-pg-migrate create -j sql` makes it; a folder of programs gets programs. */
export const nodePgMigrateCreator: Creator = {
  tool: 'node-pg-migrate',
  create: (wanted, folder) => {
    const newest = folder.files.at(-1)?.path
    if (newest && !newest.endsWith('.sql')) {
      throw refusal(
        `The migrations in ${folder.folder} are programs`,
        `node-pg-migrate makes the next one itself: npx node-pg-migrate create ${wanted.name.replaceAll(' ', '-')} -m ${folder.folder}`,
        newest,
      )
    }
    const { version, name, stem } = numberedName(wanted, folder, 'epochMilliseconds', '-')
    const path = `${stem}.sql`
    const parts = ['-- Up Migration', wanted.sql.trimEnd(), '-- Down Migration\n']
    return {
      files: [
        {
          path,
          text: textOf(
            folder.header({ version, name, path }),
            parts.filter((part) => part !== '').join('\n\n'),
          ),
        },
      ],
    }
  },
}
