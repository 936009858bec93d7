import { type Plant, plants } from './plant'

const byHand = plants('handMade')
const age = plants('defaultPrivilegeAge')
const nameOnly = plants('nameOnly')
const orderOnly = plants('orderOnly')
const withoutEffect = plants('recordedWithoutEffect')

const apiRoles = ['anon', 'authenticated', 'service_role']
const madeLater = ['webhook_endpoints', 'webhook_deliveries', 'usage_meters', 'usage_events']

const notOpen = 'What is created from now on is not open to the API here, and is in prod.'

export const plantedInDev: readonly Plant[] = [
  byHand.different(
    'table',
    'public.bank_accounts',
    'rowSecurity',
    "Every signed-in user reads and changes every tenant's bank accounts.",
  ),
  byHand.missing(
    'policy',
    ['public', 'invoices', 'Only drafts are deleted'],
    'It is restrictive: without it an admin deletes invoices that were sent.',
  ),
  byHand.extra(
    'grant',
    'table.public.customers..anon.',
    'One policy too wide and visitors read customers; prod would refuse them.',
  ),
  byHand.missing('table', 'public.customer_notes', 'Whatever reads notes fails here.'),
  withoutEffect.different(
    'enum',
    'public.invoice_status',
    'labels',
    'Migration 20260728091000 is recorded as applied and never ran: an invoice cannot be disputed.',
  ),
  byHand.different(
    'column',
    'public.customer_contacts.email',
    'notNull',
    'Contacts without an address get in, and code that counts on one breaks in prod only.',
  ),
  byHand.missing(
    'exclusion-constraint',
    'public.recurring_schedules.recurring_schedules_no_overlap',
    'Two overlapping schedules bill a customer twice.',
  ),
  byHand.different(
    'trigger',
    'public.invoices.invoices_log_status',
    'enabled',
    'Changes of status leave no history.',
  ),
  byHand.different(
    'event-trigger',
    'require_row_security',
    'enabled',
    'New tables without row-level security pass without a word.',
  ),
  byHand.missing(
    'publication-member',
    'supabase_realtime.public.notifications',
    'Notifications do not arrive live.',
  ),
  byHand.different(
    'materialized-view',
    'public.monthly_revenue',
    'isPopulated',
    'Reading it is an error until somebody refreshes it.',
  ),
  byHand.different(
    'index',
    'public.time_entries.time_entries_unbilled_idx',
    'isValid',
    'A build that failed: the index costs every write and helps no read.',
  ),
  byHand.missing('statistics', 'public.invoices_month', 'The planner misjudges queries by month, here only.'),
  byHand.missing(
    'database-setting',
    'idle_in_transaction_session_timeout',
    'Forgotten transactions stay open here and hide mistakes that prod cuts off.',
  ),
  byHand.different(
    'comment',
    'table.public.invoices.',
    'text',
    'The explanation that totals are kept by triggers is gone.',
  ),
  {
    ...nameOnly.different(
      'index',
      'public.invoices.invoices_due_date_idx',
      'name',
      'The same index under another name; a migration that drops it by name fails here.',
    ),
    targetAddress: ['public', 'invoices', 'idx_invoices_due_date'],
  },
  orderOnly.different(
    'table',
    'public.customers',
    'columnOrder',
    'Two migrations ran in the other order; only "select *" and copies without a column list notice.',
  ),
  ...apiRoles.flatMap((role) => [
    age.different('default-privilege', ['postgres', 'public', 'tables', role], 'privileges', notOpen),
    age.different('default-privilege', ['postgres', 'public', 'sequences', role], 'privileges', notOpen),
    age.missing('default-privilege', ['postgres', 'public', 'functions', role], notOpen),
  ]),
  ...madeLater.flatMap((object) =>
    apiRoles.map((role) =>
      age.different(
        'grant',
        ['table', 'public', object, '', role, ''],
        'privileges',
        'Created after the default changed: the API answers 42501 here and works in prod.',
      ),
    ),
  ),
  ...apiRoles.map((role) =>
    age.different(
      'grant',
      ['sequence', 'public', 'usage_events_id_seq', '', role, ''],
      'privileges',
      'Created after the default changed: asking the sequence for a number is refused here.',
    ),
  ),
]
