/** What a command of a tool is about. */
interface OwnCommandPlace {
  readonly name: string
  /** As people write it. */
  readonly folder: string
}

/**
 * How tools whose migrations are programs, or are listed in a file of the tool's own, make the next one themselves; as
 * their own documents write it.
 */
export const OWN_COMMANDS: Readonly<Record<string, (place: OwnCommandPlace) => string>> = {
  drizzle: ({ name }) => `npx drizzle-kit generate --custom --name=${snake(name)}`,
  knex: ({ name }) => `npx knex migrate:make ${snake(name)}`,
  typeorm: ({ name, folder }) => `npx typeorm migration:create ${folder}/${pascal(name)}`,
  sequelize: ({ name }) => `npx sequelize-cli migration:generate --name ${kebab(name)}`,
  'mikro-orm': ({ name }) => `npx mikro-orm migration:create --blank --name ${snake(name)}`,
  kysely: ({ name }) => `npx kysely migrate:make ${snake(name)}`,
  rails: ({ name }) => `bin/rails generate migration ${pascal(name)}`,
  django: ({ name, folder }) =>
    `python manage.py makemigrations ${appOf(folder)} --empty --name ${snake(name)}`,
  alembic: ({ name }) => `alembic revision -m "${name}"`,
  sqitch: ({ name }) => `sqitch add ${kebab(name)} -n "${name}"`,
}

const snake = (name: string) => name.replace(/[ -]+/g, '_')
const kebab = (name: string) => name.replace(/[ _]+/g, '-')
const pascal = (name: string) =>
  name
    .split(/[ _-]+/)
    .map((word) => word.slice(0, 1).toUpperCase() + word.slice(1))
    .join('')

function appOf(folder: string): string {
  const parts = folder.split('/').filter((part) => part !== '' && part !== '.')
  return (parts.at(-1) === 'migrations' ? parts.at(-2) : undefined) ?? '<app>'
}
