/** What a command is about. */
export interface CommandPlace {
  /** The environment's address as a shell writes it: `"$PROD_DATABASE_URL"`. */
  readonly address: string
  /** The folder as people write it. */
  readonly folder: string
  /** What the tool calls the migration. */
  readonly key: string
}

type Make = (place: CommandPlace) => string

/** The commands of one tool, so far as it has them. */
export interface ToolCommands {
  /** Shows what would run, and runs nothing. */
  readonly preview?: Make
  /** Runs what is pending. */
  readonly deploy?: Make
  /** Runs what is pending, also what is older than the last one that ran. */
  readonly deployLate?: Make
  /** Writes down that one ran; runs nothing. */
  readonly markApplied?: Make
  /** Takes one out of the record; undoes nothing. */
  readonly markReverted?: Make
  /** Lets a failed one run again. */
  readonly retry?: Make
  /** Writes the files of what is recorded into the folder. */
  readonly fetch?: Make
  /** Takes the files as they are for what ran. */
  readonly acceptEdits?: Make
  /** Frees a lock that a run left behind. */
  readonly unlock?: Make
}

const JDBC = '<JDBC address of the environment>'

/** As each tool's own documents write them. Lockstep runs none of them. */
export const TOOL_COMMANDS: Readonly<Record<string, ToolCommands>> = {
  supabase: {
    preview: ({ address }) => `supabase db push --dry-run --db-url ${address}`,
    deploy: ({ address }) => `supabase db push --db-url ${address}`,
    deployLate: ({ address }) => `supabase db push --include-all --db-url ${address}`,
    markApplied: ({ address, key }) =>
      `supabase migration repair ${key} --status applied --db-url ${address}`,
    markReverted: ({ address, key }) =>
      `supabase migration repair ${key} --status reverted --db-url ${address}`,
    fetch: ({ address }) => `supabase migration fetch --db-url ${address}`,
  },
  prisma: {
    preview: ({ address }) => `DATABASE_URL=${address} npx prisma migrate status`,
    deploy: ({ address }) => `DATABASE_URL=${address} npx prisma migrate deploy`,
    deployLate: ({ address }) => `DATABASE_URL=${address} npx prisma migrate deploy`,
    markApplied: ({ address, key }) => `DATABASE_URL=${address} npx prisma migrate resolve --applied ${key}`,
    retry: ({ address, key }) => `DATABASE_URL=${address} npx prisma migrate resolve --rolled-back ${key}`,
  },
  drizzle: { deploy: ({ address }) => `DATABASE_URL=${address} npx drizzle-kit migrate` },
  flyway: {
    preview: () => `flyway info -url=${JDBC}`,
    deploy: () => `flyway migrate -url=${JDBC}`,
    deployLate: () => `flyway migrate -outOfOrder=true -url=${JDBC}`,
    retry: () => `flyway repair -url=${JDBC}`,
    acceptEdits: () => `flyway repair -url=${JDBC}`,
  },
  liquibase: {
    preview: () => `liquibase update-sql --url=${JDBC}`,
    deploy: () => `liquibase update --url=${JDBC}`,
    deployLate: () => `liquibase update --url=${JDBC}`,
    acceptEdits: () => `liquibase clear-checksums --url=${JDBC}`,
    unlock: () => `liquibase release-locks --url=${JDBC}`,
  },
  knex: {
    preview: ({ address }) => `DATABASE_URL=${address} npx knex migrate:list`,
    deploy: ({ address }) => `DATABASE_URL=${address} npx knex migrate:latest`,
    deployLate: ({ address }) => `DATABASE_URL=${address} npx knex migrate:latest`,
    unlock: ({ address }) => `DATABASE_URL=${address} npx knex migrate:unlock`,
  },
  typeorm: {
    preview: ({ address }) => `DATABASE_URL=${address} npx typeorm migration:show -d <data source>`,
    deploy: ({ address }) => `DATABASE_URL=${address} npx typeorm migration:run -d <data source>`,
  },
  sequelize: {
    preview: ({ address }) => `npx sequelize-cli db:migrate:status --url ${address}`,
    deploy: ({ address }) => `npx sequelize-cli db:migrate --url ${address}`,
    deployLate: ({ address }) => `npx sequelize-cli db:migrate --url ${address}`,
  },
  'mikro-orm': {
    preview: ({ address }) => `DATABASE_URL=${address} npx mikro-orm migration:pending`,
    deploy: ({ address }) => `DATABASE_URL=${address} npx mikro-orm migration:up`,
  },
  kysely: {
    preview: ({ address }) => `DATABASE_URL=${address} npx kysely migrate:list`,
    deploy: ({ address }) => `DATABASE_URL=${address} npx kysely migrate:latest`,
  },
  rails: {
    preview: ({ address }) => `DATABASE_URL=${address} bin/rails db:migrate:status`,
    deploy: ({ address }) => `DATABASE_URL=${address} bin/rails db:migrate`,
    deployLate: ({ address }) => `DATABASE_URL=${address} bin/rails db:migrate`,
  },
  django: {
    preview: ({ address }) => `DATABASE_URL=${address} python manage.py migrate --plan`,
    deploy: ({ address }) => `DATABASE_URL=${address} python manage.py migrate`,
  },
  alembic: {
    preview: ({ address }) => `DATABASE_URL=${address} alembic upgrade head --sql`,
    deploy: ({ address }) => `DATABASE_URL=${address} alembic upgrade head`,
    markApplied: ({ address, key }) => `DATABASE_URL=${address} alembic stamp ${key}`,
  },
  'golang-migrate': {
    deploy: ({ address, folder }) => `migrate -database ${address} -path ${folder} up`,
    markApplied: ({ address, folder, key }) => `migrate -database ${address} -path ${folder} force ${key}`,
  },
  goose: {
    preview: ({ address, folder }) => `goose -dir ${folder} postgres ${address} status`,
    deploy: ({ address, folder }) => `goose -dir ${folder} postgres ${address} up`,
    deployLate: ({ address, folder }) => `goose -dir ${folder} -allow-missing postgres ${address} up`,
  },
  dbmate: {
    preview: ({ address, folder }) => `dbmate --url ${address} --migrations-dir ${folder} status`,
    deploy: ({ address, folder }) => `dbmate --url ${address} --migrations-dir ${folder} migrate`,
    deployLate: ({ address, folder }) => `dbmate --url ${address} --migrations-dir ${folder} migrate`,
  },
  sqlx: {
    preview: ({ address, folder }) => `sqlx migrate info --database-url ${address} --source ${folder}`,
    deploy: ({ address, folder }) => `sqlx migrate run --database-url ${address} --source ${folder}`,
    deployLate: ({ address, folder }) => `sqlx migrate run --database-url ${address} --source ${folder}`,
  },
  'node-pg-migrate': {
    preview: ({ address, folder }) => `DATABASE_URL=${address} npx node-pg-migrate up --dry-run -m ${folder}`,
    deploy: ({ address, folder }) => `DATABASE_URL=${address} npx node-pg-migrate up -m ${folder}`,
    deployLate: ({ address, folder }) =>
      `DATABASE_URL=${address} npx node-pg-migrate up --no-check-order -m ${folder}`,
  },
  'graphile-migrate': {
    preview: ({ address }) => `DATABASE_URL=${address} npx graphile-migrate status`,
    deploy: ({ address }) => `DATABASE_URL=${address} npx graphile-migrate migrate`,
  },
  atlas: {
    preview: ({ address, folder }) => `atlas migrate status --url ${address} --dir file://${folder}`,
    deploy: ({ address, folder }) => `atlas migrate apply --url ${address} --dir file://${folder}`,
    deployLate: ({ address, folder }) =>
      `atlas migrate apply --exec-order non-linear --url ${address} --dir file://${folder}`,
    markApplied: ({ address, folder, key }) =>
      `atlas migrate set ${key} --url ${address} --dir file://${folder}`,
  },
  sqitch: {
    preview: ({ address }) => `sqitch status --target ${address}`,
    deploy: ({ address }) => `sqitch deploy --target ${address}`,
    markApplied: ({ address, key }) => `sqitch deploy --log-only --to ${key} --target ${address}`,
  },
  hasura: {
    preview: () => 'hasura migrate status --endpoint <address of Hasura>',
    deploy: () => 'hasura migrate apply --endpoint <address of Hasura>',
    markApplied: ({ key }) =>
      `hasura migrate apply --skip-execution --version ${key} --endpoint <address of Hasura>`,
  },
  pgroll: { deploy: ({ address, folder }) => `pgroll migrate ${folder} --postgres-url ${address}` },
}
