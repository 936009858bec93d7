import { makeEventTrigger, makePolicy, makeRule, makeTrigger } from './behaviour'
import { makeCheck, makeExclusion, makeForeignKey, makePrimaryKey, makeUnique } from './constraints'
import { Draft } from './draft'
import { makeIndex, makeStatistics } from './indexes'
import type { Item } from './item'
import {
  makeAggregate,
  makeCast,
  makeCollation,
  makeDatabaseParts,
  makeOperator,
  makeSequence,
  makeTextSearch,
} from './others'
import { makeChild, makePartitioned } from './partitions'
import { makeRareObjects } from './rare'
import { makeFunction, makeParsedFunction, makeProcedure, makeTriggerFunction } from './routines'
import { makeSchema, publicSchema, type Schema } from './schemas'
import { makeDefaultPrivilege, makeForeign, makePublication } from './sharing'
import { makeTable, type Table } from './tables'
import { makeComposite, makeDomain, makeEnum, makeRange } from './types'
import { makeMaterializedView, makeView } from './views'

/** What else a schema must be fit for. */
export interface SchemaOptions {
  /** Whether it is only of what pg_dump writes so that it can be restored. */
  readonly isDumped?: boolean
}

/**
 * Makes up a schema of about 300 objects of nearly all kinds, with names of all sorts.
 * @param seed the same seed makes the same schema.
 * @param major the oldest server it must build on.
 */
export function generateSchema(seed: number, major: number, options: SchemaOptions = {}): Item[] {
  const draft = new Draft(seed, major)
  const { random } = draft
  const schemas = [makeSchema(draft), makeSchema(draft), publicSchema(draft)]
  const anySchema = () => random.pick(schemas)
  const types = [makeEnum, makeDomain, makeComposite, makeRange, makeEnum].map((make) =>
    make(draft, anySchema()),
  )
  const ordinary = Array.from({ length: 7 }, () => makeTable(draft, anySchema(), { types }))
  const parent = makeTable(draft, anySchema(), { isParent: true, keySorts: ['plain', 'serial'], types })
  const { whole, parts } = makePartitioned(draft, anySchema())
  const tables = [...ordinary, parent, makeChild(draft, parent), whole, ...parts]
  addConstraints(draft, ordinary, [parent, whole])
  addBehaviour(draft, tables, anySchema)
  for (let i = 0; i < 3; i++) makeView(draft, anySchema(), tables)
  for (let i = 0; i < 2; i++) makeMaterializedView(draft, anySchema(), tables)
  for (let i = 0; i < 3; i++) makeFunction(draft, anySchema())
  makeParsedFunction(draft, anySchema(), random.pick(ordinary))
  makeProcedure(draft, anySchema())
  addOthers(draft, anySchema, options)
  makePublication(draft, tables, schemas)
  addSmallSchema(draft)
  return draft.items
}

function addConstraints(draft: Draft, ordinary: readonly Table[], parents: readonly Table[]): void {
  const { random } = draft
  const keys = [...ordinary, ...parents].map((table) => [table, makePrimaryKey(draft, table)] as const)
  for (const table of ordinary) {
    if (random.chance(60)) {
      const [referenced, key] = random.pick(keys)
      if (key) makeForeignKey(draft, table, referenced, key)
    }
    if (random.chance(30)) makeExclusion(draft, table)
  }
  for (const table of [...ordinary, ...parents]) {
    if (random.chance(60)) makeUnique(draft, table)
    if (random.chance(70)) makeCheck(draft, table)
    if (random.chance(70)) makeIndex(draft, table)
    if (random.chance(50)) makeIndex(draft, table)
    if (random.chance(40)) makeStatistics(draft, table)
  }
}

function addBehaviour(draft: Draft, tables: readonly Table[], anySchema: () => Schema): void {
  const { random } = draft
  const calls = [1, 2].map(() => makeTriggerFunction(draft, anySchema(), 'trigger'))
  for (const table of tables) {
    if (random.chance(50) && !table.isPart) makeTrigger(draft, table, random.pick(calls))
    if (random.chance(40)) makePolicy(draft, table)
    if (random.chance(20)) makeRule(draft, table)
  }
  makeEventTrigger(draft, makeTriggerFunction(draft, anySchema(), 'event_trigger'))
}

function addOthers(draft: Draft, anySchema: () => Schema, { isDumped = false }: SchemaOptions): void {
  const makers = [makeSequence, makeTextSearch, makeForeign, makeDefaultPrivilege]
  for (const make of [...makers, ...makers]) make(draft, anySchema())
  for (const make of [makeCollation, makeOperator, makeAggregate, makeCast]) make(draft, anySchema())
  makeRareObjects(draft, anySchema(), isDumped)
  makeDatabaseParts(draft)
}

/** A schema that can go missing as a whole without taking everything along. */
function addSmallSchema(draft: Draft): void {
  const schema = makeSchema(draft)
  makeTable(draft, schema)
  makeEnum(draft, schema)
  makeFunction(draft, schema)
  makeDefaultPrivilege(draft, schema)
}
