/** One verb as the help tells it. */
export interface VerbHelp {
  readonly usage: string
  readonly summary: string
  readonly options: readonly (readonly [option: string, meaning: string])[]
  readonly examples: readonly string[]
  readonly notes?: string
}

const ORIGINS = `An ORIGIN, SOURCE or TARGET is the name of a configured environment, a postgres:// URL, a snapshot file that
\`lockstep snapshot\` made, or a .sql file, which is loaded into a throwaway database of our own,
as its superuser, who can run programs: name only scripts that you trust.
\`migrations\` stands for what the project's migration files build, \`migrations@ENVIRONMENT\` for what that
environment's record of them claims; both are replayed in a throwaway database of our own.
\`dump:ID\` stands for the moment of a dump, as \`lockstep dumps\` lists them.
The source is the side you trust; the target is the side that would change to match it.`

const EXIT_CODES = 'Exit codes: 0 the same, 1 differences, 2 trouble (could not look, bad input).'

const COMMON: VerbHelp['options'] = [['-h, --help', 'show this help']]

export const VERBS: Readonly<Record<string, VerbHelp>> = {
  start: {
    usage: 'lockstep [--port PORT] [--open]',
    summary: 'start the dashboard on 127.0.0.1 with your own environments',
    options: [
      ['--port PORT', 'port to use; the next free one when it is taken (4780)'],
      ['--open', 'open the browser'],
      ...COMMON,
    ],
    examples: ['lockstep', 'lockstep --port 5000 --open'],
    notes:
      'Environments come from lockstep.config.json, or are found in .env, .env.local and supabase/config.toml.',
  },
  demo: {
    usage: 'lockstep demo [--port PORT] [--open] [--fresh]',
    summary: 'the same with four embedded databases that differ; needs no database of yours',
    options: [
      ['--port PORT', 'port to use; the next free one when it is taken (4780)'],
      ['--open', 'open the browser'],
      ['--fresh', 'build the four databases anew'],
      ...COMMON,
    ],
    examples: ['lockstep demo'],
  },
  status: {
    usage: 'lockstep status [--replay] [--json] [--allow-unknown]',
    summary: 'are all environments in step with the reference?',
    options: [
      ['--replay', 'also replay the migration files: what is only pending, and what was made by hand?'],
      ['--json', 'print JSON'],
      ['--allow-unknown', 'exit 0 although some objects could not be compared'],
      ...COMMON,
    ],
    examples: ['lockstep status', 'lockstep status --json | jq .environments'],
    notes: EXIT_CODES,
  },
  diff: {
    usage: 'lockstep diff SOURCE TARGET [--replay] [--json | --markdown] [--allow-unknown]',
    summary: 'what differs between two origins, worst first',
    options: [
      ['--replay', 'also replay the migration files, and tell of each difference where it comes from'],
      ['--json', 'print JSON'],
      ['--markdown', 'print a Markdown table'],
      ['--allow-unknown', 'exit 0 although some objects could not be compared'],
      ...COMMON,
    ],
    examples: [
      'lockstep diff prod staging',
      'lockstep diff prod.lockstep prod          # since the snapshot was taken',
      'lockstep diff dump:2026-11-20T21-04-11-8f02c1 prod   # since the dump was made',
      'lockstep diff schema.sql postgres://me@127.0.0.1/app --json',
    ],
    notes: `${ORIGINS}\n\n${EXIT_CODES}`,
  },
  snapshot: {
    usage: 'lockstep snapshot ORIGIN --output FILE',
    summary: 'save all objects of an origin in a file, to compare with later',
    options: [
      ['--output, -o FILE', 'the file to write; replaced when it exists'],
      ['--json', 'print JSON'],
      ...COMMON,
    ],
    examples: ['lockstep snapshot prod --output prod.lockstep'],
    notes: ORIGINS,
  },
  migrations: {
    usage: `lockstep migrations [--replay] [--all] [--json] [--allow-unknown]
       lockstep migrations --lint [ENVIRONMENT] [--json] [--allow-unknown]
       lockstep migrations new NAME [--folder PATH] [--tool TOOL] [--from ENVIRONMENT [--object ID]...] [--json]`,
    summary: 'which migration is applied where, what is off, and how to mend it',
    options: [
      ['--replay', 'also run the files in a database of our own: do they build one, and what drifted?'],
      ['--lint', 'what would the pending files do: fail, lose data, open it, hold people up?'],
      ['--all', 'also list what is applied everywhere'],
      ['--json', 'print JSON'],
      ['--allow-unknown', 'exit 0 although a record is not kept, or it or a pending file could not be read'],
      ['--folder PATH', 'new: the folder it goes into, where there are several'],
      ['--tool TOOL', 'new: the tool it is for'],
      [
        '--from ENVIRONMENT',
        'new: write what that environment holds beside its record, proven in a database of our own',
      ],
      ['--object ID', 'new: of that only this object; may stand several times'],
      ...COMMON,
    ],
    examples: [
      'lockstep migrations',
      'lockstep migrations new add_invoice_index',
      'lockstep migrations new adopt_hotfix --from prod',
      'lockstep migrations --replay',
      'lockstep migrations --lint prod',
      'lockstep migrations --json | jq .findings',
      'lockstep diff migrations@prod prod        # what was made in prod by hand',
    ],
    notes: `Commands that are shown are for you to run; Lockstep runs none of them.

\`new\` writes an empty file into the project, numbered and headed as the team's others are, and never over a file that
is there. With --from it is written only if it was proven to make what the files build like ENVIRONMENT.

Exit codes: 0 nothing to do, 1 something is pending, edited, failed, out of order or only in a database, 2 trouble,
or an environment that keeps no record, of which nothing is known.
Of --lint, for ENVIRONMENT or each one with pending files: 0 nothing serious, 1 something critical or high, 2 a pending
file, or what is pending, could not be read. Of \`new\`: 0 written, 2 not.`,
  },
  dump: {
    usage: `lockstep dump ENVIRONMENT [--types | --schema | --data | --roles | --all] [OPTIONS]
       lockstep dump ENVIRONMENT --check [--types | --schema] [--json]`,
    summary: 'make a dump, read it back, and keep it only if it is proven whole',
    options: [
      ['--types', 'TypeScript types, as the generator of Supabase makes them'],
      ['--schema', 'everything but rows, as a script'],
      ['--data', 'rows, in a folder of their own'],
      ['--roles', 'roles of the server, without passwords'],
      ['--all', 'all four, of one moment (the default)'],
      ['--output, -o FOLDER', 'write there instead of the configured places'],
      ['--format FORMAT', 'of rows: sql (the default), custom (pg_dump’s archive), csv or jsonl'],
      ['--compress', 'compress files of rows with gzip'],
      ['--schema-name PATTERN', 'rows, or types, of these schemas only; may stand several times'],
      ['--table PATTERN', 'rows of these tables only, as schema.table; may stand several times'],
      ['--exclude-schema PATTERN', 'no rows of these schemas; may stand several times'],
      ['--exclude-table PATTERN', 'no rows of these tables; may stand several times'],
      ['--skip-unreadable', 'leave out, and name, tables that the role may not read'],
      ['--restore-test', 'then restore it into a throwaway database, and compare'],
      ['--check', 'write nothing; compare the committed types and schema with the database'],
      ['--json', 'print JSON'],
      ...COMMON,
    ],
    examples: [
      'lockstep dump prod',
      'lockstep dump staging --types',
      'lockstep dump prod --data --format csv --compress --table public.invoices',
      'lockstep dump staging --check                # in CI: are the committed files stale?',
    ],
    notes: `A * in a PATTERN stands for any letters. Progress goes to stderr. Ctrl-C cancels: the server is told, and what was
half made is removed.

Exit codes: 0 verified, 1 finished but not verified, 2 trouble; nothing of a dump that failed or was cancelled stays.
Of --check: 0 the files are what the database gives, 1 they are not, with the difference, 2 trouble.`,
  },
  dumps: {
    usage: 'lockstep dumps [--json]',
    summary: 'all dumps of the project, with what is known of each',
    options: [['--json', 'print JSON'], ...COMMON],
    examples: ['lockstep dumps', 'lockstep dumps --json | jq .dumps[0].files'],
    notes: 'Exit codes: 0, or 2 for trouble.',
  },
  verify: {
    usage: 'lockstep verify DUMP [--json]',
    summary: 'read a dump whole again: is it still what was written?',
    options: [['--json', 'print JSON'], ...COMMON],
    examples: [
      'lockstep verify 2026-11-21T00-00-00-abcdef',
      'lockstep verify data/supabase-dump-2026-11-21T00-00-00',
      'lockstep verify /backups/data.dump           # from elsewhere: is it whole?',
    ],
    notes: `DUMP is an id as \`lockstep dumps\` lists them, the folder of a dump, or a single file.

Exit codes: 0 verified, 1 whole but not verified (nothing says what it was), 2 damaged, or trouble.`,
  },
  'restore-test': {
    usage: 'lockstep restore-test DUMP [--json]',
    summary: 'can a dump be restored, and is it the same then? in a database of our own',
    options: [['--json', 'print JSON'], ...COMMON],
    examples: [
      'lockstep restore-test 2026-11-21T00-00-00-abcdef',
      'lockstep restore-test /backups/data.dump     # from elsewhere: can it be restored?',
    ],
    notes: `DUMP is an id as \`lockstep dumps\` lists them, the folder of a dump, or a script or archive of pg_dump. It is restored
into a throwaway database, every object, right and row is compared, and the database is dropped. What the dump leaves
out and what could not be tested is told. Code in the dump runs there without the rights of a superuser.

Exit codes: 0 proven, 1 something differs or could not be tested, 2 it cannot be restored, or trouble.`,
  },
  restore: {
    usage: 'lockstep restore DUMP --into ENVIRONMENT [--confirm ENVIRONMENT] [--json]',
    summary: 'make an environment like a dump: "make my local like staging"',
    options: [
      ['--into ENVIRONMENT', 'what to replace: named local, or marked "restorable" in lockstep.config.json'],
      ['--confirm ENVIRONMENT', 'its name once more; without it the terminal asks for it'],
      ['--json', 'print JSON'],
      ...COMMON,
    ],
    examples: [
      'lockstep restore 2026-11-21T00-00-00-abcdef --into local',
      'lockstep restore 2026-11-21T00-00-00-abcdef --into local --confirm local   # in a script',
    ],
    notes: `Replaces what is in ENVIRONMENT, never in one that is protected, the reference, or the database that the dump is of. What
is there is dumped and verified first. All of it is one transaction: where anything fails, nothing is changed. Every
restore is noted in .lockstep/audit.log.

Exit codes: 0 restored and the same as the dump, 1 restored and something differs, 2 nothing was changed, or it is not
known.`,
  },
  doctor: {
    usage: 'lockstep doctor [ENVIRONMENT] [--json]',
    summary: 'why can an environment not be reached? seven steps, with the fix',
    options: [['--json', 'print JSON'], ...COMMON],
    examples: ['lockstep doctor', 'lockstep doctor staging'],
    notes: 'Exit codes: 0 all well, 1 something to fix, 2 trouble.',
  },
}

/** The help of one verb, or of the program. */
export function helpText(verb?: string): string {
  const help = verb === undefined ? undefined : VERBS[verb]
  return help ? verbHelp(help) : programHelp()
}

function programHelp(): string {
  const verbs = Object.entries(VERBS).map(
    ([name, { summary }]) => `  ${name === 'start' ? '(none)' : name}`.padEnd(16) + summary,
  )
  return [
    'lockstep: are local, dev, staging and prod in step?',
    '',
    'Usage: lockstep [VERB] [OPTIONS]',
    '',
    ...verbs,
    '',
    '`lockstep VERB --help` tells more. Only `restore` ever writes to a configured database, once it is confirmed.',
  ].join('\n')
}

function verbHelp({ usage, summary, options, examples, notes }: VerbHelp): string {
  const width = Math.max(...options.map(([option]) => option.length)) + 2
  return [
    `${summary[0]?.toUpperCase()}${summary.slice(1)}`,
    '',
    `Usage: ${usage}`,
    '',
    ...options.map(([option, meaning]) => `  ${option.padEnd(width)}${meaning}`),
    '',
    'Examples:',
    ...examples.map((example) => `  ${example}`),
    ...(notes ? ['', notes] : []),
  ].join('\n')
}
