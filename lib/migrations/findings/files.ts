import type { Finding } from '../finding'
import { type FindingContext, tellsByFile } from './context'

/** Files of one folder that have the same version: their tool runs one of them, or neither. */
export function duplicateVersion({ folders, migrations }: FindingContext): Finding[] {
  return folders.flatMap(({ tool, folder, files }, place) => {
    const paths = new Map<string, string[]>()
    for (const { key, path } of files) paths.set(key, [...(paths.get(key) ?? []), path])
    return [...paths].flatMap(([key, same]): Finding[] => {
      if (same.length < 2 || tellsByFile(tool, same)) return []
      const ids = migrations.filter(({ files: own }) =>
        own.some((each) => each.folder === place && same.includes(each.file.path)),
      )
      return [
        {
          sort: 'duplicateVersion',
          severity: 'high',
          environments: [],
          tool,
          migrations: ids.map(({ id }) => id),
          message: `${same.length} files of ${folder} have the version ${key}.`,
          cause:
            'They most likely come from two branches. Once one of them is recorded, the others count as applied.',
          evidence: same.map((path) => `${folder}/${path}`),
          commands: [],
        },
      ]
    })
  })
}

/** Files that cannot be read or run as they are, and files that their tool passes over. */
export function brokenFile({ folders, migrations }: FindingContext): Finding[] {
  return folders.flatMap(({ tool, folder, files, problems }, place) => [
    ...files.flatMap(({ path, problem }): Finding[] => {
      if (problem === null) return []
      const id = migrations.find(({ files: own }) =>
        own.some((each) => each.folder === place && each.file.path === path),
      )
      return [finding(tool, `${folder}/${path} cannot be used as it is.`, problem, id ? [id.id] : [])]
    }),
    ...problems.map((problem) =>
      finding(tool, `A file of ${folder} is not as its tool expects it.`, problem, []),
    ),
  ])
}

function finding(tool: string, message: string, cause: string, migrations: readonly string[]): Finding {
  return {
    sort: 'brokenFile',
    severity: 'medium',
    environments: [],
    tool,
    migrations,
    message,
    cause,
    evidence: [],
    commands: [],
  }
}
