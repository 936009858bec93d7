import { parseArgs } from 'node:util'
import { AppError } from '../objects/app-error'
import { closestWord } from '../objects/closest-word'
import { VERBS } from './help'

/** A command line as it was understood. */
export interface Command {
  readonly verb: string
  readonly operands: readonly string[]
  readonly options: Readonly<Record<string, string | boolean | undefined>>
  /** Of options that may stand more than once, all that they were given. */
  readonly lists: Readonly<Record<string, readonly string[]>>
}

const OPTIONS = {
  help: { type: 'boolean', short: 'h' },
  version: { type: 'boolean', short: 'V' },
  json: { type: 'boolean' },
  markdown: { type: 'boolean' },
  'allow-unknown': { type: 'boolean' },
  output: { type: 'string', short: 'o' },
  port: { type: 'string' },
  all: { type: 'boolean' },
  replay: { type: 'boolean' },
  lint: { type: 'boolean' },
  folder: { type: 'string' },
  tool: { type: 'string' },
  from: { type: 'string' },
  object: { type: 'string', multiple: true },
  types: { type: 'boolean' },
  schema: { type: 'boolean' },
  data: { type: 'boolean' },
  roles: { type: 'boolean' },
  format: { type: 'string' },
  compress: { type: 'boolean' },
  'schema-name': { type: 'string', multiple: true },
  table: { type: 'string', multiple: true },
  'exclude-schema': { type: 'string', multiple: true },
  'exclude-table': { type: 'string', multiple: true },
  'skip-unreadable': { type: 'boolean' },
  'restore-test': { type: 'boolean' },
  check: { type: 'boolean' },
  into: { type: 'string' },
  confirm: { type: 'string' },
  open: { type: 'boolean' },
  fresh: { type: 'boolean' },
} as const

const OPERANDS: Readonly<Record<string, readonly [least: number, most: number]>> = {
  start: [0, 0],
  demo: [0, 0],
  status: [0, 0],
  diff: [2, 2],
  snapshot: [1, 1],
  migrations: [0, 2],
  dump: [1, 1],
  dumps: [0, 0],
  verify: [1, 1],
  'restore-test': [1, 1],
  restore: [1, 1],
  doctor: [0, 1],
}

/** Reads a command line. Throws AppError E-USAGE that says what is wrong and where the help is. */
export function parseCommand(args: readonly string[]): Command {
  const [first] = args
  const isVerb = first !== undefined && !first.startsWith('-')
  const verb = isVerb ? first : 'start'
  if (isVerb && (!Object.hasOwn(VERBS, verb) || verb === 'start')) throw unknownVerb(verb)
  const { values, positionals } = parse(verb, isVerb ? args.slice(1) : args)
  const { options, lists } = separate(values)
  if (values.help || values.version) return { verb, operands: [], options, lists }
  checkOptions(verb, values)
  const [least, most] = OPERANDS[verb] ?? [0, 0]
  if (positionals.length < least || positionals.length > most) {
    const wanted = least === most ? `${least}` : `${least} to ${most}`
    throw usage(verb, `\`${verb}\` takes ${wanted} operands, and there are ${positionals.length}`)
  }
  if (verb === 'migrations') checkMigrations(positionals, values)
  return { verb, operands: positionals, options, lists }
}

/** Options that may stand more than once are lists, empty where they do not stand at all. */
function separate(values: ReturnType<typeof parse>['values']) {
  const options: Record<string, string | boolean | undefined> = {}
  const lists: Record<string, readonly string[]> = {}
  for (const [option, definition] of Object.entries(OPTIONS)) {
    const value = values[option as keyof typeof values]
    if ('multiple' in definition) lists[option] = (value as string[] | undefined) ?? []
    else if (value !== undefined) options[option] = value as string | boolean
  }
  return { options, lists }
}

function parse(verb: string, args: readonly string[]) {
  try {
    return parseArgs({ args: [...args], options: OPTIONS, allowPositionals: true })
  } catch (error) {
    throw usage(verb, (error as Error).message.split('. ')[0] as string)
  }
}

function checkOptions(verb: string, values: object): void {
  const known = VERBS[verb]?.options.flatMap(([option]) => option.match(/--[a-z-]+/g) ?? []) ?? []
  const foreign = Object.keys(values).find((option) => !known.includes(`--${option}`))
  if (foreign) throw usage(verb, `\`${verb}\` has no option --${foreign}`)
  if ('json' in values && 'markdown' in values) throw usage(verb, '--json and --markdown exclude each other')
  if (verb === 'restore' && !('into' in values)) throw usage(verb, '`restore` needs --into ENVIRONMENT')
  if (verb === 'snapshot' && !('output' in values)) throw usage(verb, '`snapshot` needs --output FILE')
}

/** The operands of `migrations` begin with the word `new`, and some options belong to that alone. */
function checkMigrations(operands: readonly string[], values: object): void {
  if ('lint' in values) {
    checkLint(operands, values)
    return
  }
  const [word, name] = operands
  if (word !== undefined && word !== 'new')
    throw usage('migrations', `\`migrations\` takes no operand ${JSON.stringify(word)}`)
  const [ofNew, ofOthers] = [
    ['folder', 'tool', 'from', 'object'],
    ['replay', 'all', 'allow-unknown'],
  ]
  const foreign = (word === 'new' ? ofOthers : ofNew).find((option) => option in values)
  if (foreign) throw usage('migrations', `\`migrations${word ? ' new' : ''}\` has no option --${foreign}`)
  if (word === 'new' && name === undefined) throw usage('migrations', '`migrations new` takes a name')
  if ('object' in values && !('from' in values))
    throw usage('migrations', '--object needs --from ENVIRONMENT')
}

/** With `--lint` there is one operand at most, an environment, and nothing else is asked. */
function checkLint(operands: readonly string[], values: object): void {
  const foreign = Object.keys(values).find((option) => !['lint', 'json', 'allow-unknown'].includes(option))
  if (foreign) throw usage('migrations', `--lint does not go with --${foreign}`)
  if (operands.length > 1) throw usage('migrations', '--lint takes one environment, or none')
}

function unknownVerb(verb: string): AppError {
  const close = closestWord(
    verb,
    Object.keys(VERBS).filter((name) => name !== 'start'),
  )
  return new AppError({
    code: 'E-USAGE',
    message: `There is no command \`${verb}\``,
    hint: close
      ? `Did you mean \`lockstep ${close}\`? \`lockstep --help\` lists them all.`
      : '`lockstep --help` lists them all.',
  })
}

function usage(verb: string, message: string): AppError {
  const help = verb === 'start' ? 'lockstep --help' : `lockstep ${verb} --help`
  return new AppError({ code: 'E-USAGE', message, hint: `Usage: ${VERBS[verb]?.usage}. See \`${help}\`.` })
}
