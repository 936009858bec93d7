import { atlasCreator } from './atlas'
import type { Creator } from './creator'
import { dbmateCreator } from './dbmate'
import { flywayCreator } from './flyway'
import { golangMigrateCreator } from './golang-migrate'
import { gooseCreator } from './goose'
import { graphileMigrateCreator } from './graphile-migrate'
import { hasuraCreator } from './hasura'
import { homeMadeCreator } from './home-made'
import { liquibaseCreator } from './liquibase'
import { nodePgMigrateCreator } from './node-pg-migrate'
import { prismaCreator } from './prisma'
import { sqlxCreator } from './sqlx'
import { supabaseCreator } from './supabase'

/** Tools whose next migration is files of SQL alone, by their ids. */
export const CREATORS: ReadonlyMap<string, Creator> = new Map(
  [
    supabaseCreator,
    prismaCreator,
    flywayCreator,
    atlasCreator,
    graphileMigrateCreator,
    dbmateCreator,
    gooseCreator,
    golangMigrateCreator,
    sqlxCreator,
    hasuraCreator,
    liquibaseCreator,
    nodePgMigrateCreator,
    homeMadeCreator,
  ].map((creator) => [creator.tool, creator]),
)
