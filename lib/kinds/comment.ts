import type { Change, Judgement, Kind } from '../objects/kind'
import { text } from '../objects/row'
import { describedObjects } from '../sql/described'
import { quoteText } from '../sql/display'
import { isOfUsers } from '../sql/fragments'
import { sql } from '../sql/sql'
import { describedObject, surroundingRelation } from './described-object'
import { objectWords } from './object-words'

/**
 * What somebody wrote about an object. What an extension says about its own objects and about itself is not a user's,
 * nor what the server says about what is built in; comments on roles belong to the roles.
 */
export const comment: Kind = {
  name: 'comment',
  label: { one: 'comment', many: 'comments' },
  address: ['onKind', 'first', 'second', 'third'],
  fields: [{ name: 'text', label: 'Text', severity: 'cosmetic' }],
  details: ['relationKind', 'target'],
  query: () =>
    describedObjects(sql`
      select classoid, objoid, objsubid, description as text from pg_description
      where case when classoid = 'pg_namespace'::regclass and description = 'standard public schema' then false
        when objoid < 16384 then classoid = 'pg_namespace'::regclass
          and objoid in (select n.oid from pg_namespace n where ${isOfUsers(sql`n`)})
        when classoid = 'pg_extension'::regclass then
          description not in (select e.comment from pg_available_extensions() e where e.comment is not null)
        else (classoid, objoid) not in (select member.classid, member.objid from pg_depend member
          where member.refclassid = 'pg_extension'::regclass and member.deptype = 'e') end
      union all
      select classoid, objoid, 0, description from pg_shdescription
      where classoid = 'pg_database'::regclass and description <> 'default administrative connection database'
        and objoid = (select oid from pg_database where datname = current_database())`),
  parent: describedObject,
  requires: surroundingRelation,
  // An object has one comment, under whatever name; columns of a view are no objects of their own.
  slot: (row) => (row.onKind === 'column' ? text(row, 'third') : ''),
  isUnnamed: () => true,
  missing: 'cosmetic',
  extra: 'cosmetic',
  judge,
  ddl: (row) => `COMMENT ON ${objectWords(row)} IS ${quoteText(text(row, 'text'))};`,
}

/** Some API servers take orders from comments. https://supabase.github.io/pg_graphql/configuration/ */
function judge({ source, target }: Change): Judgement {
  const isOrder = [source, target].some((row) => /^\s*@|@graphql/m.test(row?.text ?? ''))
  if (!isOrder) return {}
  return {
    severity: 'medium',
    meaning: 'This comment is an order to an API server such as pg_graphql or PostGraphile.',
  }
}
