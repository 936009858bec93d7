import { qualifiedName, quoteName } from '../../../sql/display'
import type { LintRule, RuleFinding } from '../rule'

/** Policies have no `if not exists` and no `or replace`: what may be there has to be dropped first. */
export const policyNotDropped: LintRule = {
  id: 'policy-not-dropped',
  about: 'creates a policy that is there already, without dropping it first',
  check: (statement, at, { deploy, target, alsoPendingIn }) => {
    const effect = deploy.effectsAt(at).find(({ space, does }) => space === 'policy' && does === 'creates')
    if (!effect || !statement.tree.CreatePolicyStmt) return []
    const [table = '', policy = ''] = effect.name
    const on = qualifiedName(effect.home ?? 'public', table)
    const finding = (severity: RuleFinding['severity'], message: string, why: string): RuleFinding => ({
      severity,
      message,
      why,
      instead: 'Drop it first, in the same file: both statements then take effect at once.',
      sql: `drop policy if exists ${quoteName(policy)} on ${on};\n${statement.text};`,
    })
    const what = `The policy ${quoteName(policy)} on ${on}`
    const presence = deploy.presence('policy', effect.home, effect.name, at)
    if (presence === 'present') {
      const before = deploy.madeBefore('policy', effect.home, effect.name, at)
      const where = before ? `made before, in ${before.path}:${before.line}` : `already in ${target.name}`
      return [
        finding(
          'high',
          `${what} is ${where}, so the deploy fails here.`,
          'CREATE POLICY knows neither "if not exists" nor "or replace".',
        ),
      ]
    }
    const isDropped = deploy.effects.some(
      (other) =>
        other.at < at &&
        other.does === 'drops' &&
        other.space === 'policy' &&
        other.home === effect.home &&
        other.name.join('.') === effect.name.join('.'),
    )
    if (presence === 'unknown' || isDropped) return []
    return (alsoPendingIn.get(statement.path) ?? [])
      .filter((environment) => environment.presence('policy', effect.home, effect.name) === 'present')
      .map(({ name }) =>
        finding(
          'medium',
          `${what} is not in ${target.name}, but already in ${name}, where this file is to run too.`,
          `The deploy to ${name} fails here: CREATE POLICY knows neither "if not exists" nor "or replace".`,
        ),
      )
  },
}
