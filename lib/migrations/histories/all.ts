import type { HistoryTool } from '../history-tool'
import { alembic } from './alembic'
import { atlas } from './atlas'
import { dbmate } from './dbmate'
import { django } from './django'
import { drizzle } from './drizzle'
import { flyway } from './flyway'
import { golangMigrate } from './golang-migrate'
import { goose } from './goose'
import { graphileMigrate } from './graphile-migrate'
import { hasuraState, hasuraTable } from './hasura'
import { homeMade } from './home-made'
import { knex } from './knex'
import { kysely } from './kysely'
import { liquibase } from './liquibase'
import { mikroOrm } from './mikro-orm'
import { nodePgMigrate } from './node-pg-migrate'
import { pgroll } from './pgroll'
import { prisma } from './prisma'
import { prismaContract } from './prisma-contract'
import { rails } from './rails'
import { sequelize } from './sequelize'
import { sqitch } from './sqitch'
import { sqlx } from './sqlx'
import { supabase } from './supabase'
import { typeorm } from './typeorm'

/** Every tool whose record is read; where a table fits several, the first one has it. */
export const HISTORY_TOOLS: readonly HistoryTool[] = [
  supabase,
  prisma,
  prismaContract,
  drizzle,
  flyway,
  liquibase,
  knex,
  typeorm,
  mikroOrm,
  kysely,
  nodePgMigrate,
  graphileMigrate,
  rails,
  django,
  alembic,
  hasuraTable,
  hasuraState,
  golangMigrate,
  goose,
  sqlx,
  atlas,
  sqitch,
  pgroll,
  dbmate,
  sequelize,
  homeMade,
]
