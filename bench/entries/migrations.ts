import { checkEnvironments } from '../../lib/services/check-environments'
import { listMigrations } from '../../lib/services/list-migrations'
import { Workspace } from '../../lib/services/workspace'

export { checkEnvironments, listMigrations, Workspace }
