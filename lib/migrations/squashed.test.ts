import { expect, test } from 'vitest'
import { folderOf } from './folder.fixture'
import type { MigrationFile } from './migration-file'
import { squashedStanding } from './squashed'

const migration = (dependencies: string, replaces = '') => `from django.db import migrations

class Migration(migrations.Migration):
    ${replaces && `replaces = [${replaces}]`}
    dependencies = [${dependencies}]
`

const FILES = {
  'shop/migrations/0001_initial.py': migration(''),
  'shop/migrations/0002_more.py': migration("('shop', '0001_initial')"),
  'shop/migrations/0001_squashed_0002_more.py': migration(
    '',
    "('shop', '0001_initial'), ('shop', '0002_more')",
  ),
  'shop/migrations/0003_next.py': migration("('shop', '0001_squashed_0002_more')"),
}

const SQUASH = 'shop.0001_squashed_0002_more'
const [FIRST, SECOND] = ['shop.0001_initial', 'shop.0002_more']

test.each([
  ['nothing ran: the one that stands for the others runs', [], ['skipped', 'skipped', 'pending']],
  ['all it stands for ran: it counts as applied', [FIRST, SECOND], [null, null, 'applied']],
  ['some of them ran: they are run to their end first', [FIRST], [null, null, 'skipped']],
  ['it ran: those it stands for never will', [SQUASH], ['skipped', 'skipped', null]],
])('%s', async (_, recorded, wanted) => {
  const found = await folderOf(FILES, { name: 'project', tool: 'django' })
  const files = found?.files ?? []
  expect(found?.problems).toEqual([])
  const stands = (key: string) => {
    const file = files.find((each) => each.key === key) as MigrationFile
    return recorded.includes(key) ? null : squashedStanding(file, files, new Set(recorded))
  }
  expect([FIRST, SECOND, SQUASH].map(stands)).toEqual(wanted)
  expect(
    squashedStanding(files.find(({ key }) => key === 'shop.0003_next') as MigrationFile, files, new Set()),
  ).toBeNull()
})
