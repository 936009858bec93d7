import { parseArgs } from 'node:util'
import { AppError } from '../objects/app-error'
import { closestWord } from '../objects/closest-word'
import { VERBS } from './help'

/** A command line as it was understood. */
export interface Command {
  readonly verb: string
  readonly operands: readonly string[]
  readonly options: Readonly<Record<string, string | boolean | undefined>>
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
  open: { type: 'boolean' },
  fresh: { type: 'boolean' },
} as const

const OPERANDS: Readonly<Record<string, readonly [least: number, most: number]>> = {
  start: [0, 0],
  demo: [0, 0],
  status: [0, 0],
  diff: [2, 2],
  snapshot: [1, 1],
  migrations: [0, 0],
  doctor: [0, 1],
}

/** Reads a command line. Throws AppError E-USAGE that says what is wrong and where the help is. */
export function parseCommand(args: readonly string[]): Command {
  const [first] = args
  const isVerb = first !== undefined && !first.startsWith('-')
  const verb = isVerb ? first : 'start'
  if (isVerb && (!Object.hasOwn(VERBS, verb) || verb === 'start')) throw unknownVerb(verb)
  const { values, positionals } = parse(verb, isVerb ? args.slice(1) : args)
  if (values.help || values.version) return { verb, operands: [], options: values }
  checkOptions(verb, values)
  const [least, most] = OPERANDS[verb] ?? [0, 0]
  if (positionals.length < least || positionals.length > most) {
    const wanted = least === most ? `${least}` : `${least} to ${most}`
    throw usage(verb, `\`${verb}\` takes ${wanted} operands, and there are ${positionals.length}`)
  }
  return { verb, operands: positionals, options: values }
}

function parse(verb: string, args: readonly string[]) {
  try {
    return parseArgs({ args: [...args], options: OPTIONS, allowPositionals: true })
  } catch (error) {
    throw usage(verb, (error as Error).message.split('. ')[0] as string)
  }
}

function checkOptions(verb: string, values: object): void {
  const known = VERBS[verb]?.options.map(([option]) => option).join(' ') ?? ''
  const foreign = Object.keys(values).find((option) => !known.includes(`--${option}`))
  if (foreign) throw usage(verb, `\`${verb}\` has no option --${foreign}`)
  if ('json' in values && 'markdown' in values) throw usage(verb, '--json and --markdown exclude each other')
  if (verb === 'snapshot' && !('output' in values)) throw usage(verb, '`snapshot` needs --output FILE')
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
