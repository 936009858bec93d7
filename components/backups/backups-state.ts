'use client'

import { parseAsBoolean, parseAsString, parseAsStringLiteral, useQueryStates } from 'nuqs'
import { DATA_FORMATS, DUMP_PARTS } from '@/lib/dumps/dump-record'
import { isRestorable } from './dump-words'
import type { DumpForm } from './use-dumps'

const PARSERS = {
  from: parseAsString,
  what: parseAsStringLiteral(['all', ...DUMP_PARTS]).withDefault('all'),
  format: parseAsStringLiteral(DATA_FORMATS).withDefault('sql'),
  compressed: parseAsBoolean.withDefault(false),
  skip: parseAsBoolean.withDefault(false),
  /** Whether it is restored into a throwaway database once it is made. */
  test: parseAsBoolean.withDefault(true),
  tables: parseAsString.withDefault(''),
  without: parseAsString.withDefault(''),
  /** The environment whose dumps are listed; all unless told. */
  of: parseAsString,
}

/** What is about to be dumped, and which dumps are listed; the address holds it, so that a button elsewhere can lead here. */
export function useBackupsState() {
  const [state, setState] = useQueryStates(PARSERS, { history: 'replace' })
  return { state, setState }
}

export type BackupsState = ReturnType<typeof useBackupsState>['state']
export type SetBackupsState = ReturnType<typeof useBackupsState>['setState']

/** What is asked for, from an environment that is configured. */
export function dumpForm(state: BackupsState, environments: readonly { readonly name: string }[]): DumpForm {
  const known = environments.some(({ name }) => name === state.from)
  const environment = (known ? state.from : environments.at(-1)?.name) ?? ''
  return {
    environment,
    what: state.what,
    options: {
      format: state.format,
      isCompressed: state.compressed && state.format !== 'custom',
      skipsUnreadable: state.skip,
      testsRestore: state.test && isRestorable(state.what),
      tables: namesIn(state.tables),
      excludeTables: namesIn(state.without),
    },
  }
}

function namesIn(text: string): string[] {
  return text
    .split(/[,\n]/)
    .map((name) => name.trim())
    .filter((name) => name !== '')
}
