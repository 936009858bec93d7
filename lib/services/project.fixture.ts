import fs from 'node:fs'
import path from 'node:path'
import { checkEnvironments } from './check-environments'
import { Workspace } from './workspace'

/** What a test's project holds besides the addresses of its environments. */
export interface ProjectParts {
  /** Texts by their paths. */
  readonly files?: Readonly<Record<string, string>>
  /** Folders of migrations to name; those at usual places are found. */
  readonly folders?: readonly string[]
  /** Address of the server for replays. */
  readonly shadow?: string
  /** The environment the others are measured against; the usual choice unless it is given. */
  readonly reference?: string
}

/** A project in a folder, with environments at these addresses, all of them checked. */
export async function openProject(
  folder: string,
  urls: Readonly<Record<string, string>>,
  { files = {}, folders, shadow, reference }: ProjectParts = {},
): Promise<Workspace> {
  const variables = Object.fromEntries(Object.entries(urls).map(([name, url]) => [variableOf(name), url]))
  const configuration = {
    environments: Object.keys(urls).map((name) => ({
      name,
      url: { env: variableOf(name) },
      ...(name === reference ? { reference: true } : {}),
    })),
    ...(folders ? { migrations: folders.map((each) => ({ folder: each })) } : {}),
    ...(shadow === undefined ? {} : { shadow: { env: 'SHADOW_URL' } }),
  }
  writeIn(folder, 'lockstep.config.json', JSON.stringify(configuration))
  for (const [name, text] of Object.entries(files)) writeIn(folder, name, text)
  const all = shadow === undefined ? variables : { ...variables, SHADOW_URL: shadow }
  const workspace = new Workspace({ directory: folder, variables: all })
  await checkEnvironments(workspace)
  return workspace
}

/** Writes a file of a project, with its folders. */
export function writeIn(folder: string, name: string, text: string): void {
  fs.mkdirSync(path.dirname(path.join(folder, name)), { recursive: true })
  fs.writeFileSync(path.join(folder, name), text)
}

function variableOf(environment: string): string {
  return `${environment.toUpperCase()}_URL`
}
