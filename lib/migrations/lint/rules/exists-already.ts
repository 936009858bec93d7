import type { PlacedEffect } from '../deploy'
import { effectLabel } from '../effect-label'
import { TEMPORARY } from '../nodes'
import type { LintContext, LintRule, RuleFinding } from '../rule'
import type { LintStatement } from '../script'

/** What is created without `if not exists` or `or replace` although it is there, in the target or elsewhere. */
export const existsAlready: LintRule = {
  id: 'exists-already',
  about: 'creates, without `if not exists` or `or replace`, what is there already',
  check: (statement, at, context) =>
    context.deploy
      .effectsAt(at)
      .filter(({ does, space, isLenient }) => does === 'creates' && !isLenient && space !== 'policy')
      // Whoever renames a function without its arguments says not which of that name is made.
      .filter(({ home, name }) => home !== TEMPORARY && name[1] !== '*')
      .flatMap((effect) => judge(effect, statement, at, context)),
}

function judge(
  effect: PlacedEffect,
  { path }: LintStatement,
  at: number,
  context: LintContext,
): RuleFinding[] {
  const { deploy, target, alsoPendingIn } = context
  const { space, home, name } = effect
  if (isOnNewTable(effect, at, context) || isOfChangedTable(effect, at, context)) return []
  const what = `The ${effect.noun} ${effectLabel(effect)}`
  if (deploy.presence(space, home, name, at) === 'present') {
    const before = deploy.madeBefore(space, home, name, at)
    return [
      {
        severity: 'high',
        message: before
          ? `${what} is made twice: ${before.path}:${before.line} makes it first.`
          : `${what} is already in ${target.name}, so the deploy fails here.`,
        why: before
          ? 'The second statement fails, and with it the deploy.'
          : `Somebody made it there by hand or with another tool, or this file ran without being recorded. Its definition there may be another.`,
        instead: insteadOf(effect),
      },
    ]
  }
  if (isClearedInDeploy(effect, at, context)) return []
  return (alsoPendingIn.get(path) ?? [])
    .filter((environment) => environment.presence(space, home, name) === 'present')
    .map((environment) => ({
      severity: 'medium',
      message: `${what} is not in ${target.name}, but already in ${environment.name}, where this file is to run too.`,
      why: `The deploy to ${environment.name} fails here.`,
      instead: insteadOf(effect),
    }))
}

/** What the target has on a table that this deploy makes anew is told with the table. */
function isOnNewTable({ on, home, name }: PlacedEffect, at: number, { deploy }: LintContext): boolean {
  if (!on) return false
  const isNew = deploy.isNew(deploy.resolve(on, at), at)
  return isNew && deploy.madeBefore('relation', home, name, at) === null
}

/** An index or a constraint goes with its columns; and of one statement, what drops comes before what adds. */
function isOfChangedTable(effect: PlacedEffect, at: number, { deploy }: LintContext): boolean {
  const { on, space, home, name, noun } = effect
  const isReplaced = deploy
    .effectsAt(at)
    .some(
      (other) =>
        other.does === 'drops' &&
        other.space === space &&
        other.home === home &&
        other.name.join() === name.join(),
    )
  if (isReplaced || (noun === 'index' && deploy.hasLostTables(home, at))) return true
  const table = on ? deploy.resolve(on, at) : { schema: home ?? 'public', name: name[0] ?? '' }
  return (on !== undefined || space === 'constraint') && deploy.hasLostColumns(table, at)
}

/** The pending files take it away first, wherever they run. */
function isClearedInDeploy(
  { space, home, name }: PlacedEffect,
  at: number,
  { deploy }: LintContext,
): boolean {
  return (
    deploy.presence(space, home, name, at) === 'unknown' ||
    deploy.effects.some(
      (other) =>
        other.at < at &&
        other.does === 'drops' &&
        other.space === space &&
        other.home === home &&
        other.name[0] === name[0],
    )
  )
}

function insteadOf({ noun }: PlacedEffect): string {
  if (noun === 'function' || noun === 'procedure' || noun === 'view' || noun === 'trigger') {
    return `Compare the two; if this one shall win, write \`create or replace ${noun}\`.`
  }
  if (noun === 'constraint')
    return 'Compare the two; if this one shall win, write `drop constraint if exists` before it.'
  if (noun === 'type' || noun === 'domain' || noun === 'role' || noun === 'attribute') {
    return 'Compare the two. If they are the same, mark the file as applied with its tool; if not, alter what is there.'
  }
  return 'Compare the two. If they are the same, write `if not exists`, or mark the file as applied with its tool; if not, alter what is there.'
}
