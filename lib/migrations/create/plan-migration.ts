import type { FileFormat, FolderListing } from '../file-format'
import { FILE_FORMATS } from '../files/all'
import { labelOf } from '../findings/context'
import type { MigrationFile, MigrationFiles } from '../migration-file'
import { CREATORS } from './all'
import type { NewFile, NewMigration } from './creator'
import { OWN_COMMANDS } from './own-commands'
import { refusal } from './refusal'
import { type HeadedFile, type HeaderAuthor, teamHeader } from './team-header'

/** Files to be written, as the tool will read them. */
export interface PlannedMigration extends NewMigration {
  /** As the folder's own format reads it; null where the tool numbers it only later. */
  readonly file: MigrationFile | null
}

export interface PlanInput {
  readonly name: string
  readonly sql: string
  readonly author: HeaderAuthor
  readonly listing: FolderListing
  readonly read: MigrationFiles
  /** Versions that some environment has recorded, of the same tool. */
  readonly recorded: readonly string[]
}

/** How many of the newest files are looked into for what they begin with. */
const HEADED = 3

/**
 * The files of a folder's next migration, in the format of its tool. What comes out is read by that format before it is
 * given: it must be one migration without a problem, and the last to run.
 * @throws AppError E-NEW-MIGRATION where only the tool itself can make one, or what was made would not run last.
 */
export async function planMigration(input: PlanInput): Promise<PlannedMigration> {
  const { name, sql, author, listing, read, recorded } = input
  const creator = CREATORS.get(read.tool)
  if (!creator) throw ownWork(read, name)
  const headed = await headedFiles(listing, read)
  const made = creator.create(
    { name, sql, author: author.name, now: author.now },
    {
      folder: read.folder,
      paths: listing.paths,
      files: read.files,
      recorded,
      header: teamHeader(headed, author),
    },
  )
  const planned = withLineEnds(made, headed)
  for (const { path } of planned.files) if (listing.paths.includes(path)) throw taken(read.folder, path)
  if (planned.isUnnumbered) return { ...planned, file: null }
  return { ...planned, file: await readAlong(planned, listing, read) }
}

async function headedFiles(listing: FolderListing, { files }: MigrationFiles): Promise<HeadedFile[]> {
  const newest = files.filter(({ path }) => path.endsWith('.sql')).slice(-HEADED)
  return Promise.all(
    newest.map(async ({ path, version, name }) => {
      const text = await listing.bytes(path).then(String, () => '')
      return { path, version: version ?? '', name: name ?? '', text }
    }),
  )
}

/** Lines end as those of the newest file do. */
function withLineEnds<Made extends NewMigration>(made: Made, headed: readonly HeadedFile[]): Made {
  if (!headed.at(-1)?.text.includes('\r\n')) return made
  const [first, ...others] = made.files.map(({ path, text }) => ({
    path,
    text: text.replaceAll(/\r?\n/g, '\r\n'),
  })) as [NewFile, ...NewFile[]]
  return { ...made, files: [first, ...others] }
}

/** Reads the folder as it will be. */
async function readAlong(
  { files, afterwards }: NewMigration,
  listing: FolderListing,
  before: MigrationFiles,
): Promise<MigrationFile> {
  const format = FILE_FORMATS.find(({ tool }) => tool === before.tool) as FileFormat
  const after = await format.read(withFiles(listing, files))
  const [first] = files
  const file = after.files.find(({ path }) => path === first.path)
  const newProblem = after.problems.find((problem) => !before.problems.includes(problem))
  if (!file) throw unfit(before, first.path, newProblem ?? 'it would be passed over')
  const problem = file.problem ?? (afterwards ? undefined : newProblem)
  if (problem) throw unfit(before, first.path, problem)
  const last = after.files.findLast(({ sort }) => sort === 'versioned')
  if (last !== file) throw unfit(before, first.path, `${last?.path} would still run after it`)
  return file
}

function withFiles(listing: FolderListing, files: readonly NewFile[]): FolderListing {
  return {
    ...listing,
    paths: [...listing.paths, ...files.map(({ path }) => path)].sort(),
    bytes: async (path) => {
      const own = files.find((file) => file.path === path)
      return own ? Buffer.from(own.text) : listing.bytes(path)
    },
  }
}

function ownWork({ tool, folder }: MigrationFiles, name: string) {
  const command = OWN_COMMANDS[tool]
  const label = labelOf(tool)
  return refusal(
    `Only ${label} itself makes a migration in ${folder}`,
    command
      ? `Its migrations are programs, or are listed in a file of its own. It has a command: ${command({ name, folder })}`
      : 'Its migrations are no plain files of SQL. Its own documents say how the next one is made.',
  )
}

function taken(folder: string, path: string) {
  return refusal(
    `${folder}/${path} is there already`,
    'Nothing is ever written over. Take another name, or write into that file.',
  )
}

function unfit({ tool, folder }: MigrationFiles, path: string, reason: string) {
  return refusal(
    `${folder}/${path} would not be the next migration of ${labelOf(tool)}`,
    `Mend the names in the folder first: ${reason.replace(/\.$/, '')}.`,
  )
}
