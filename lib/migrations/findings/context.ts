import type { Command } from '../finding'
import { HISTORY_TOOLS } from '../histories/all'
import type { History } from '../history'
import type { Migration } from '../migration'
import type { MigrationFile } from '../migration-file'
import type { Alignment, Standing, StandingState } from '../standing'
import { TOOL_COMMANDS, type ToolCommands } from '../tool-commands'

/** What the rules look at. */
export interface FindingContext extends Alignment {
  /** By migration and environment. */
  readonly standings: readonly (readonly Standing[])[]
  /** By environment, the variable that holds its address; null where there is none. */
  readonly variables: readonly (string | null)[]
}

/** One migration in one environment, with the record that tells of it. */
export interface Standings {
  readonly migration: Migration
  readonly standing: Standing
  readonly column: number
  readonly environment: string
  readonly tool: string
}

/** All places where migrations stand in one of these states, in the order of environments and then of migrations. */
export function standingAs(context: FindingContext, ...states: readonly StandingState[]): Standings[] {
  return context.environments.flatMap(({ name, records }, column) =>
    context.migrations.flatMap((migration, row) => {
      const standing = context.standings[row]?.[column]
      if (!standing || !states.includes(standing.state)) return []
      const history = records?.histories[standing.history ?? -1]
      const tool = history?.tool ?? toolOf(context, migration, records?.histories ?? [])
      return [{ migration, standing, column, environment: name, tool }]
    }),
  )
}

/** The same migration in several environments told at once, by tool. */
export function byMigration(places: readonly Standings[]): [Standings, ...Standings[]][] {
  const groups = new Map<string, [Standings, ...Standings[]]>()
  for (const place of places) {
    const key = `${place.tool} ${place.migration.id}`
    const group = groups.get(key)
    if (group) group.push(place)
    else groups.set(key, [place])
  }
  return [...groups.values()]
}

/** `local, dev and prod` */
export function inWords(names: readonly string[]): string {
  return names.length < 2 ? names.join('') : `${names.slice(0, -1).join(', ')} and ${names.at(-1)}`
}

/** The tool that would run a file which is not recorded yet. */
function toolOf({ folders }: FindingContext, { files }: Migration, histories: readonly History[]): string {
  const tools = files.map(({ folder }) => folders[folder]?.tool ?? '')
  return tools.find((tool) => histories.some((history) => history.tool === tool)) ?? tools[0] ?? ''
}

/** The tool's name as its makers write it. */
export function labelOf(tool: string): string {
  return HISTORY_TOOLS.find(({ id }) => id === tool)?.label ?? tool
}

/** What people call a migration: its version and name. */
export function titleOf({
  version,
  name,
}: {
  readonly version: string | null
  readonly name: string | null
}): string {
  return [version, name].filter(Boolean).join(' ') || 'a migration without a name'
}

/** Whether what has one key is told apart by its file: Liquibase records the whole path, of which a key has only the end. */
export function tellsByFile(tool: string, paths: readonly string[]): boolean {
  return tool === 'liquibase' && new Set(paths).size === paths.length
}

/** The file of a migration in a folder of a tool, or in any. */
export function fileOf(
  { folders }: FindingContext,
  { files }: Migration,
  tool: string,
): MigrationFile | null {
  return (files.find(({ folder }) => folders[folder]?.tool === tool) ?? files[0])?.file ?? null
}

/** A command of the tool for one environment, spelled out; none where the tool has no such command. */
export function command(
  { folders, variables, environments }: FindingContext,
  where: { readonly tool: string; readonly column: number; readonly key?: string },
  verb: keyof ToolCommands,
  does: string,
): Command[] {
  const make = TOOL_COMMANDS[where.tool]?.[verb]
  if (!make) return []
  const variable = variables[where.column]
  const address = variable ? `"$${variable}"` : `"<address of ${environments[where.column]?.name}>"`
  const folder = folders.find(({ tool }) => tool === where.tool)?.folder ?? '<folder>'
  return [{ does, text: make({ address, folder: shellWord(folder), key: shellWord(where.key ?? '') }) }]
}

/** Names come from files and databases, so what a shell would act on is quoted. */
function shellWord(text: string): string {
  return /^[\w./:@%+=-]*$/.test(text) ? text : `'${text.replaceAll("'", `'\\''`)}'`
}
