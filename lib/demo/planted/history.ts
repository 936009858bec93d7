import type { DemoEnvironmentName } from '../environments'

/** Something about an environment's record of migrations that does not agree with the project's files. */
export interface PlantedHistory {
  readonly environment: DemoEnvironmentName
  readonly version: string
  readonly state:
    | 'pending'
    | 'edited'
    | 'databaseOnly'
    | 'notRecorded'
    | 'recordedWithoutEffect'
    | 'otherVersion'
  readonly why: string
}

/** What a reader of `supabase_migrations.schema_migrations` can find. */
export const plantedHistory: readonly PlantedHistory[] = [
  {
    environment: 'prod',
    version: '20261104091500',
    state: 'pending',
    why: 'The next release brings it to prod.',
  },
  {
    environment: 'prod',
    version: '20261112110000',
    state: 'pending',
    why: 'The next release brings it to prod, and drops a column there.',
  },
  {
    environment: 'staging',
    version: '20260812130000',
    state: 'edited',
    why: 'The file was changed after staging had run it; the statements recorded there are the older ones.',
  },
  {
    environment: 'staging',
    version: '20261029161200',
    state: 'databaseOnly',
    why: 'It ran from a branch that was closed; no file of the project has this version.',
  },
  {
    environment: 'dev',
    version: '20260728091000',
    state: 'recordedWithoutEffect',
    why: 'Somebody marked it as applied to get past an error; the enum value is missing.',
  },
  {
    environment: 'dev',
    version: '20260903094000',
    state: 'notRecorded',
    why: 'It was pasted into a console: its table is there, its row is not, and running it again fails.',
  },
  {
    environment: 'dev',
    version: '20260714150622',
    state: 'otherVersion',
    why: 'The file 20260714150000_customer_risk under the time at which an assistant ran it: same name, same text.',
  },
]
