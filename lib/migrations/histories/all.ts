import type { HistoryTool } from '../history-tool'
import { drizzle } from './drizzle'
import { graphileMigrate } from './graphile-migrate'
import { knex } from './knex'
import { kysely } from './kysely'
import { mikroOrm } from './mikro-orm'
import { nodePgMigrate } from './node-pg-migrate'
import { prisma } from './prisma'
import { sequelize } from './sequelize'
import { supabase } from './supabase'
import { typeorm } from './typeorm'

/** Every tool whose record is read; where a table fits several, the first one has it. */
export const HISTORY_TOOLS: readonly HistoryTool[] = [
  supabase,
  prisma,
  drizzle,
  knex,
  typeorm,
  mikroOrm,
  kysely,
  nodePgMigrate,
  graphileMigrate,
  sequelize,
]
