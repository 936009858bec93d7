import type { Configuration } from '../config/configuration'
import { AppError } from '../objects/app-error'
import { closestWord } from '../objects/closest-word'

/** E-ORIGIN for a name that no environment has, with what was passed over for that name. */
export function unknownEnvironment(
  name: string,
  { environments, passedOver }: Pick<Configuration, 'environments' | 'passedOver'>,
): AppError {
  const known = environments.map((environment) => environment.name)
  const close = closestWord(name, known)
  const others = close ? `Did you mean ${close}?` : `Configured are: ${known.join(', ') || 'none'}.`
  return new AppError({
    code: 'E-ORIGIN',
    message: `There is no environment named ${JSON.stringify(name)}`,
    hint: [...reasonsFor(name, passedOver), others].join(' '),
  })
}

/** Why there is no environment of that name, where something seemed to name it. */
export function reasonsFor(name: string, passedOver: Configuration['passedOver']): string[] {
  return passedOver.filter(({ environment }) => environment === name).map(({ reason }) => reason)
}
