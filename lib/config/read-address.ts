import { AppError } from '../objects/app-error'
import { closestWord } from '../objects/closest-word'
import type { ConnectionAddress } from '../postgres/connection-address'
import { parseConnectionUrl } from '../postgres/connection-url'
import type { Variables } from './variables'

/** The address a variable holds, or what is wrong with it. */
export interface ReadAddress {
  readonly address: ConnectionAddress | AppError
  /** For people: `PROD_DATABASE_URL (.env.local:3)`. */
  readonly source: string
}

/** Looks a variable up and reads its value as an address. The value never appears in what it says. */
export function readAddress(name: string, variables: Variables): ReadAddress {
  const variable = variables.find(name)
  if (!variable) return { address: missingVariable(name, variables), source: name }
  const source = `${name} (${variable.source})`
  try {
    return { address: parseConnectionUrl(variable.value, source), source }
  } catch (error) {
    if (!(error instanceof AppError)) throw error
    return { address: variable.mayBeCut ? withQuoteHint(error) : error, source }
  }
}

function missingVariable(name: string, variables: Variables): AppError {
  const empty = variables.empty.find((each) => each.name === name)
  const near = closestWord(
    name,
    variables.names().filter((each) => /URL|URI|DSN|DATABASE|DB|POSTGRES/i.test(each)),
  )
  const suggestion = near ? `Did you mean ${near}? It is set. ` : ''
  return new AppError({
    code: 'E-CONF-VARIABLE',
    message: empty ? `The variable ${name} is empty in ${empty.source}.` : `The variable ${name} is not set.`,
    hint: `${suggestion}Searched: ${variables.searched}. Set it in .env.local, which should not be committed.`,
  })
}

/** In an .env file without quotes, everything after a # is lost, and what is left rarely is an address. */
function withQuoteHint({ code, message, hint }: AppError): AppError {
  if (code !== 'E-URL-HOST' && code !== 'E-URL-ENCODING') return new AppError({ code, message, hint })
  const quotes =
    'The value stands without quotes, so a # in it would have begun a comment: put it in double quotes.'
  return new AppError({ code, message, hint: `${hint} ${quotes}` })
}
