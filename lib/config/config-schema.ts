import { z } from 'zod'
import { placeMistake } from './dump-settings'
import { nameMistake } from './environment-name'
import { maskRuleSchema } from './mask-rule-schema'

const LONGEST_STALE_MINUTES = 7 * 24 * 60

const schemaNames = z.array(z.string().min(1).max(63)).max(1000)

const staleAfterMinutes = z
  .int()
  .min(1)
  .max(LONGEST_STALE_MINUTES)
  .describe('After how many minutes a check counts as stale. Default 60.')

const environmentName = z
  .string()
  .superRefine((name, context) => {
    const mistake = nameMistake(name)
    if (mistake) context.addIssue({ code: 'custom', message: mistake })
  })
  .describe('The name people use: letters, digits, space, dot, dash and underscore.')

const variable = z.string().regex(/^[A-Za-z_][A-Za-z0-9_]*$/)

const environmentSchema = z
  .strictObject({
    name: environmentName,
    url: z
      .strictObject({
        env: variable.describe('Name of the environment variable that holds the postgres:// address.'),
      })
      .describe('Where the address comes from. Secrets never stand in this file.'),
    reference: z
      .boolean()
      .optional()
      .describe('The environment the others are measured against. Default: prod, else the last one.'),
    protected: z
      .boolean()
      .optional()
      .describe(
        'Whatever could change it asks for its name first. Default true for prod, production and live.',
      ),
    restorable: z
      .boolean()
      .optional()
      .describe('Dumps may be restored into it, replacing what it holds. Default false.'),
    staleAfterMinutes: staleAfterMinutes.optional(),
  })
  .describe('One place where the schema lives.')

/** A file that a dump replaces: only within the project, since the file names it for everyone who checks it out. */
const file = z
  .string()
  .min(1)
  .max(1000)
  .superRefine((place, context) => {
    const mistake = placeMistake(place)
    if (mistake) context.addIssue({ code: 'custom', message: mistake })
  })

const dumpsSchema = z
  .strictObject({
    types: file.optional().describe('File for the types. Default src/lib/supabase-types.ts.'),
    schema: file.optional().describe('File for the schema. Default data/schema/current-schema.sql.'),
    roles: file.optional().describe('File for the roles. Default data/roles.sql.'),
    data: z
      .string()
      .min(1)
      .max(1000)
      .optional()
      .describe('Folder in which each dump of data gets a folder of its own. Default data.'),
    masks: z
      .array(maskRuleSchema)
      .max(1000)
      .optional()
      .describe('Columns whose values are replaced in every dump of data.'),
    excludeTables: z
      .array(z.string().min(1).max(200))
      .max(1000)
      .optional()
      .describe('Tables whose rows are left out, as schema.table. A * stands for any letters.'),
    retention: z
      .strictObject({
        keep: z.int().min(1).max(10_000).optional().describe('How many are kept of an environment and kind.'),
        days: z.int().min(1).max(36_500).optional().describe('How many days they are kept.'),
      })
      .optional()
      .describe('Which dumps are deleted by themselves. Default: none.'),
  })
  .describe('Where dumps go and what is in them.')

/** What `lockstep.config.json` may contain. Everything else in it is refused. */
export const configSchema = z
  .strictObject({
    $schema: z.string().optional().describe('Path of the JSON Schema, for editors.'),
    environments: z
      .array(environmentSchema)
      .min(1)
      .max(200)
      .describe('In the order in which they are shown, usually from local to prod.'),
    migrations: z
      .array(
        z.strictObject({
          folder: z.string().min(1).max(1000).describe('Folder of migration files, relative to this file.'),
          tool: z
            .string()
            .min(1)
            .max(50)
            .optional()
            .describe('Id of the migration tool, such as dbmate. Default: told from the files.'),
        }),
      )
      .max(50)
      .optional()
      .describe('Migration folders. Default: those that are found.'),
    shadow: z
      .strictObject({
        env: variable.describe('Name of the environment variable that holds its postgres:// address.'),
      })
      .optional()
      .describe(
        'A server that throwaway databases may be made on, for replays. Default: one that Lockstep brings along.',
      ),
    schemas: z
      .strictObject({
        include: schemaNames.optional().describe('Compare these schemas only.'),
        exclude: schemaNames.optional().describe('Leave these schemas out. A * stands for any letters.'),
      })
      .optional()
      .describe('Which schemas of the databases are compared. Default: all.'),
    dumps: dumpsSchema.optional(),
    staleAfterMinutes: staleAfterMinutes.optional(),
  })
  .describe('Configuration of Lockstep.')

export type ConfigFile = z.infer<typeof configSchema>
