import { z } from 'zod'
import { DATA_FORMATS } from '@/lib/dumps/dump-record'
import { dumpWhatSchema } from '@/lib/dumps/record-schema'
import { preflightDump } from '@/lib/services/preflight-dump'
import { sharedWorkspace } from '@/lib/services/shared-workspace'
import { answer } from '../../answer'
import { queryOf } from '../../compare/pair-query'

const flag = z
  .enum(['true', 'false'])
  .transform((word) => word === 'true')
  .optional()

/** Names or patterns, with a line break between them: a name may hold any other character. */
const names = z
  .string()
  .max(20_000)
  .transform((text) => text.split('\n').filter((name) => name !== ''))
  .optional()

const shape = {
  environment: z.string().min(1).max(100),
  what: dumpWhatSchema,
  format: z.enum(DATA_FORMATS).optional(),
  isCompressed: flag,
  skipsUnreadable: flag,
  schemas: names,
  tables: names,
  excludeSchemas: names,
  excludeTables: names,
}

/** Whether a dump can begin, what it will read and what it will write; writes nothing. */
export function GET(request: Request): Promise<Response> {
  return answer(async () => {
    const { environment, what, schemas, tables, excludeSchemas, excludeTables, ...rest } = queryOf(
      request,
      shape,
    )
    const selection = {
      schemas: schemas ?? null,
      tables: tables ?? null,
      excludeSchemas: excludeSchemas ?? [],
      excludeTables: excludeTables ?? [],
    }
    return preflightDump(sharedWorkspace(), { environment, what, options: { ...rest, selection } })
  })
}
