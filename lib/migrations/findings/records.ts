import type { Finding } from '../finding'
import { command, type FindingContext, labelOf } from './context'

/** Records that cannot be read: what they hold is unknown, and not pending. */
export function unreadable({ environments }: FindingContext): Finding[] {
  return environments.flatMap(({ name, records }) =>
    (records?.unreadable ?? []).map(
      ({ tool, schema, table, reason }): Finding => ({
        sort: 'unreadable',
        severity: 'high',
        environments: [name],
        tool,
        migrations: [],
        message: `The record of ${labelOf(tool)} in ${name} could not be read.`,
        cause: reason,
        evidence: [`It is in ${schema}.${table}.`],
        commands: [],
      }),
    ),
  )
}

/** Locks that keep a tool from running. */
export function locked(context: FindingContext): Finding[] {
  return context.environments.flatMap(({ name, records }, column) =>
    (records?.histories ?? []).flatMap(({ tool, schema, table, lock }): Finding[] => {
      if (lock === null) return []
      return [
        {
          sort: 'locked',
          severity: 'high',
          environments: [name],
          tool,
          migrations: [],
          message: `${labelOf(tool)} is locked in ${name}.`,
          cause: 'Either it runs there at this moment, or a run was ended before it could free its lock.',
          evidence: [lock, `The record is in ${schema}.${table}.`],
          commands: command(
            context,
            { tool, column },
            'unlock',
            `Frees the lock in ${name}. Only when you are sure that no run is going on.`,
          ),
        },
      ]
    }),
  )
}

/** Rows that name another environment than the one they were found in: most likely the database is a copy. */
export function otherEnvironment({ environments }: FindingContext): Finding[] {
  const names = new Set(environments.map(({ name }) => name.toLowerCase()))
  return environments.flatMap(({ name, records }) =>
    (records?.histories ?? []).flatMap(({ tool, schema, table, entries }): Finding[] => {
      const foreign = entries.filter(
        ({ environment }) =>
          environment !== null &&
          environment.toLowerCase() !== name.toLowerCase() &&
          names.has(environment.toLowerCase()),
      )
      if (foreign.length === 0) return []
      const said = [...new Set(foreign.map(({ environment }) => environment))].join(', ')
      return [
        {
          sort: 'otherEnvironment',
          severity: 'medium',
          environments: [name],
          tool,
          migrations: [],
          message: `${foreign.length} rows of the record in ${name} name ${said}.`,
          cause: `${name} is most likely a copy of ${said}, record and all.`,
          evidence: [`The rows are in ${schema}.${table}.`],
          commands: [],
        },
      ]
    }),
  )
}
