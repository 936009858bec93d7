import type { Draft } from './draft'
import type { Item, ItemChange } from './item'
import { quoted } from './names'
import type { Schema } from './schemas'

/** An object of a kind that few databases have, by the words that SQL calls it. */
interface Rare {
  readonly kind: string
  readonly address: readonly string[]
  readonly words: string
  readonly create: string
  readonly isOwned?: boolean
  readonly changes?: readonly ItemChange[]
}

/** Objects of the kinds that extensions and database experts make. */
export function makeRareObjects(draft: Draft, schema: Schema, isDumped: boolean): void {
  const { names } = draft
  for (const rare of [
    conversion(schema, names.any('conversion')),
    accessMethod(names.any('storage')),
    parser(schema, names.any('parser')),
    template(schema, names.any('template')),
    // pg_dump writes a language without a handler that is built in, and a subscription for servers of its own major.
    ...(isDumped ? [] : [language(names.any('language')), subscription(names.any('subscription'))]),
  ]) {
    const item = addRare(draft, rare, rare.address.length > 1 ? [schema] : [])
    if (rare.kind === 'language') draft.addOpenRight(item, 'usage', rare.words)
  }
  addExtension(draft, schema)
  addOperatorClass(draft, schema)
}

function addRare(draft: Draft, rare: Rare, needs: readonly Item[]): Item {
  const { kind, address, words, create, isOwned = false, changes = [] } = rare
  const drop = `drop ${words}`
  return draft.addObject({ kind, address, create, drop, needs, changes }, { words, isOwned })
}

function conversion(schema: Schema, name: string): Rare {
  const words = `conversion ${schema.sql}.${quoted(name)}`
  const create = (word: string) => `create ${word} ${words} for 'LATIN1' to 'UTF8' from iso8859_1_to_utf8`
  return {
    kind: 'conversion',
    address: [schema.name, name],
    words,
    create: create(''),
    isOwned: true,
    changes: [{ sort: 'default', instead: create('default'), fields: ['isDefault'] }],
  }
}

function accessMethod(name: string): Rare {
  const words = `access method ${quoted(name)}`
  return {
    kind: 'access-method',
    address: [name],
    words,
    create: `create ${words} type table handler heap_tableam_handler`,
    changes: [
      {
        sort: 'type',
        instead: `create ${words} type index handler bthandler`,
        fields: ['type', 'handler'],
      },
    ],
  }
}

function language(name: string): Rare {
  const words = `language ${quoted(name)}`
  const create = `create trusted ${words} handler plpgsql_call_handler`
  return {
    kind: 'language',
    address: [name],
    words,
    create,
    isOwned: true,
    changes: [
      {
        sort: 'inline handler',
        instead: `${create} inline plpgsql_inline_handler`,
        fields: ['inline'],
      },
    ],
  }
}

function parser(schema: Schema, name: string): Rare {
  const words = `text search parser ${schema.sql}.${quoted(name)}`
  const create = (rest: string) =>
    `create ${words} (start = prsd_start, gettoken = prsd_nexttoken, end = prsd_end, lextypes = prsd_lextype${rest})`
  return {
    kind: 'text-search-parser',
    address: [schema.name, name],
    words,
    create: create(''),
    changes: [{ sort: 'headline', instead: create(', headline = prsd_headline'), fields: ['headline'] }],
  }
}

function template(schema: Schema, name: string): Rare {
  const words = `text search template ${schema.sql}.${quoted(name)}`
  return {
    kind: 'text-search-template',
    address: [schema.name, name],
    words,
    create: `create ${words} (lexize = dsimple_lexize)`,
    changes: [
      {
        sort: 'init',
        instead: `create ${words} (lexize = dsimple_lexize, init = dsimple_init)`,
        fields: ['init'],
      },
    ],
  }
}

function subscription(name: string): Rare {
  const words = `subscription ${quoted(name)}`
  const create = (publication: string) =>
    `create ${words} connection 'host=example.com password=secret' publication ${publication} with (connect = false, slot_name = none)`
  return {
    kind: 'subscription',
    address: [name],
    words,
    create: create('one'),
    changes: [{ sort: 'publications', instead: create('two'), fields: ['publications'] }],
  }
}

/** An extension of which all majors have the same version. */
function addExtension(draft: Draft, schema: Schema): void {
  const name = draft.random.pick(['hstore', 'pg_trgm'])
  draft.add({
    kind: 'extension',
    address: [name],
    create: `create extension ${name} schema ${schema.sql}`,
    drop: `drop extension ${name}`,
    needs: [schema],
    changes: [{ sort: 'schema', instead: `create extension ${name} schema pg_catalog`, fields: ['schema'] }],
  })
}

function addOperatorClass(draft: Draft, schema: Schema): void {
  const [family, name] = [draft.names.any('family'), draft.names.any('class')]
  const familyItem = addRare(
    draft,
    {
      kind: 'operator-family',
      address: [schema.name, family, 'hash'],
      words: `operator family ${schema.sql}.${quoted(family)} using hash`,
      create: `create operator family ${schema.sql}.${quoted(family)} using hash`,
      isOwned: true,
    },
    [schema],
  )
  const create = (rest: string) =>
    `create operator class ${schema.sql}.${quoted(name)} for type integer using hash family ${schema.sql}.${quoted(family)} as ${rest}`
  addRare(
    draft,
    {
      kind: 'operator-class',
      address: [schema.name, name, 'hash'],
      words: `operator class ${schema.sql}.${quoted(name)} using hash`,
      create: create('operator 1 =, function 1 hashint4(integer)'),
      isOwned: true,
      changes: [
        { sort: 'operators', instead: create('function 1 hashint4(integer)'), fields: ['operators'] },
      ],
    },
    [schema, familyItem],
  )
}
