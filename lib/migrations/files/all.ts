import type { FileFormat } from '../file-format'
import { drizzleFiles } from './drizzle'
import { graphileMigrateFiles } from './graphile-migrate'
import { knexFiles } from './knex'
import { kyselyFiles } from './kysely'
import { mikroOrmFiles } from './mikro-orm'
import { nodePgMigrateFiles } from './node-pg-migrate'
import { prismaFiles } from './prisma'
import { sequelizeFiles } from './sequelize'
import { supabaseFiles } from './supabase'
import { typeormFiles } from './typeorm'

/** Every format of migration folders; where a folder fits several, the first one has it. */
export const FILE_FORMATS: readonly FileFormat[] = [
  supabaseFiles,
  drizzleFiles,
  prismaFiles,
  graphileMigrateFiles,
  nodePgMigrateFiles,
  mikroOrmFiles,
  typeormFiles,
  kyselyFiles,
  knexFiles,
  sequelizeFiles,
]
