import type { Finding } from '../finding'
import type { Migration } from '../migration'
import { type FindingContext, labelOf, tellsByFile, titleOf } from './context'

/** One version that means two different migrations: what one side calls applied is not what the other means. */
export function versionClash(context: FindingContext): Finding[] {
  const meanings = new Map<string, Set<Migration>>()
  for (const migration of context.migrations) {
    for (const key of keysOf(context, migration))
      meanings.set(key, (meanings.get(key) ?? new Set()).add(migration))
  }
  return [...meanings].flatMap(([toolAndKey, migrations]): Finding[] => {
    const isInRecord = [...migrations].some(({ entries }) => entries.some((each) => each.length > 0))
    if (migrations.size < 2 || !isInRecord) return []
    const [tool = '', key = ''] = toolAndKey.split('\n')
    const paths = [...migrations].map(({ files }) => files[0]?.file.path ?? '')
    if (tellsByFile(tool, paths)) return []
    return [
      {
        sort: 'versionClash',
        severity: 'high',
        environments: [],
        tool,
        migrations: [...migrations].map(({ id }) => id),
        message: `${key} stands for ${migrations.size} different migrations.`,
        cause: `Two people most likely gave it to different files. ${labelOf(tool)} goes by the version alone, so where one of them ran, it takes the other for applied.`,
        evidence: [...migrations].map((migration) => places(context, migration)),
        commands: [],
      },
    ]
  })
}

function keysOf({ folders, environments }: FindingContext, { files, entries }: Migration): Set<string> {
  return new Set([
    ...files.map(({ folder, file }) => `${folders[folder]?.tool}\n${file.key}`),
    ...entries.flatMap((places, column) =>
      places.map(
        ({ history, entry }) => `${environments[column]?.records?.histories[history]?.tool}\n${entry.key}`,
      ),
    ),
  ])
}

function places({ environments }: FindingContext, migration: Migration): string {
  const named = [
    ...migration.files.map(({ file }) => file.path),
    ...environments.flatMap(({ name }, column) =>
      migration.entries[column]?.length ? [`the record of ${name}`] : [],
    ),
  ]
  return `${titleOf(migration)}: ${named.join(', ')}.`
}
