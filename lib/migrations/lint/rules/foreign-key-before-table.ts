import { qualifiedName } from '../../../sql/display'
import { foreignKeys } from '../foreign-keys'
import { relationName, TEMPORARY } from '../nodes'
import type { LintRule } from '../rule'

/** A foreign key to a table that nobody has made by then. */
export const foreignKeyBeforeTable: LintRule = {
  id: 'foreign-key-before-table',
  about: 'refers to a table that is not there yet when the statement runs',
  check: (statement, at, { deploy, target }) =>
    foreignKeys(statement.tree).flatMap(({ pktable }) => {
      const written = relationName(pktable)
      if (!written) return []
      const { schema, name } = deploy.resolve(written, at)
      const isOwn = deploy
        .effectsAt(at)
        .some(
          (effect) =>
            effect.space === 'relation' &&
            [schema, TEMPORARY].includes(effect.home ?? '') &&
            effect.name[0] === name,
        )
      if (isOwn || deploy.presence('relation', schema, [name], at) !== 'absent') return []
      const later = deploy.madeAfter('relation', schema, [name], at)
      return [
        {
          severity: 'high',
          message: `The foreign key refers to ${qualifiedName(schema, name)}, which is not there when this runs in ${target.name}.`,
          why: later
            ? `It is made only later, in ${later.path}:${later.line}, so the deploy fails here.`
            : `No pending file makes it, and ${target.name} does not have it, so the deploy fails here.`,
          instead: later
            ? 'Make that table first, or add the foreign key after it with `alter table … add constraint`.'
            : 'Put what makes that table into a file before this one.',
        },
      ]
    }),
}
