import type { FileFormat } from '../file-format'
import { alembicFiles } from './alembic'
import { atlasFiles } from './atlas'
import { dbmateFiles } from './dbmate'
import { djangoFiles } from './django'
import { drizzleFiles } from './drizzle'
import { flywayFiles } from './flyway'
import { golangMigrateFiles } from './golang-migrate'
import { gooseFiles } from './goose'
import { graphileMigrateFiles } from './graphile-migrate'
import { hasuraFiles } from './hasura'
import { homeMadeFiles } from './home-made'
import { knexFiles } from './knex'
import { kyselyFiles } from './kysely'
import { liquibaseFiles } from './liquibase'
import { mikroOrmFiles } from './mikro-orm'
import { nodePgMigrateFiles } from './node-pg-migrate'
import { pgrollFiles } from './pgroll'
import { prismaFiles } from './prisma'
import { prismaContractFiles } from './prisma-contract'
import { railsFiles } from './rails'
import { sequelizeFiles } from './sequelize'
import { sqitchFiles } from './sqitch'
import { sqlxFiles } from './sqlx'
import { supabaseFiles } from './supabase'
import { typeormFiles } from './typeorm'

/** Every format of migration folders; where a folder fits several, the first one has it. */
export const FILE_FORMATS: readonly FileFormat[] = [
  supabaseFiles,
  drizzleFiles,
  prismaFiles,
  prismaContractFiles,
  sqitchFiles,
  atlasFiles,
  graphileMigrateFiles,
  flywayFiles,
  liquibaseFiles,
  dbmateFiles,
  gooseFiles,
  hasuraFiles,
  djangoFiles,
  alembicFiles,
  railsFiles,
  nodePgMigrateFiles,
  mikroOrmFiles,
  typeormFiles,
  kyselyFiles,
  knexFiles,
  sequelizeFiles,
  pgrollFiles,
  sqlxFiles,
  golangMigrateFiles,
  homeMadeFiles,
]
