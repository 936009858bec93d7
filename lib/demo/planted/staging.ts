import { type Plant, plants } from './plant'

const byHand = plants('handMade')
const edited = plants('editedMigration')
const databaseOnly = plants('databaseOnlyMigration')
const extensionVersion = plants('extensionVersion')
const ownerOnly = plants('ownerOnly')
const platform = plants('platformObject')

export const plantedInStaging: readonly Plant[] = [
  byHand.different(
    'policy',
    ['public', 'invoices', 'Members read invoices'],
    'using',
    'Everyone who is signed in reads the invoices of every tenant.',
  ),
  byHand.different(
    'view',
    'public.customer_balances',
    'options',
    "Without security_invoker the view reads with its owner's rights and shows all tenants' balances.",
  ),
  byHand.extra(
    'grant',
    'column.public.profiles.is_staff.authenticated.',
    'Everybody can make themselves staff.',
  ),
  byHand.extra(
    'grant',
    'function.public.accept_estimate.uuid.anon.',
    'Visitors may call it; only row-level security still stands between them and the estimates.',
  ),
  byHand.missing(
    'policy',
    ['storage', 'objects', 'Members upload receipts'],
    'Uploading a receipt is refused.',
  ),
  byHand.different(
    'function',
    ['public', 'late_fee', 'numeric, date, date, numeric'],
    'body',
    'Late fees are a month lower than what prod charges.',
  ),
  ownerOnly.different(
    'function',
    'private.post_invoice.uuid',
    'owner',
    "It is security definer: it now runs with the deploy role's rights, which may not write the ledger.",
  ),
  byHand.different(
    'foreign-key',
    'public.payment_allocations.payment_allocations_invoice_id_fkey',
    'isValid',
    'Rows that were there before may point at invoices that do not exist.',
  ),
  byHand.different(
    'column',
    'public.invoices.payment_terms_days',
    'expression',
    'New invoices are due after 14 days instead of 30.',
  ),
  byHand.different(
    'index',
    'public.invoices.invoices_open_idx',
    'predicate',
    'Partly paid invoices are not in the index, so a query that counts on it reads the whole table.',
  ),
  byHand.different(
    'sequence',
    'billing.journal_number_seq',
    'cache',
    'Journal numbers leave gaps of up to 50, which an auditor will ask about.',
  ),
  byHand.different(
    'foreign-server',
    'warehouse',
    'options',
    'Rates come from another warehouse; here this is as it should be, and worth a rule that says so.',
  ),
  byHand.different(
    'role-setting',
    'authenticated.this database.statement_timeout',
    'value',
    'A query may run for 60 seconds, so what prod would cut off after 8 passes here.',
  ),
  byHand.missing(
    'table',
    'public.audit_events_2026_12',
    "From 1 December the events fall into the default partition, which then blocks the month's own.",
  ),
  extensionVersion.different(
    'extension',
    'pg_trgm',
    'version',
    'The same migration gave another version, because this server already had one.',
  ),
  edited.different(
    'check-constraint',
    'public.usage_meters.usage_meters_aggregation_check',
    'expression',
    'Staging ran migration 20260812130000 before it was edited: meters with last or unique are refused.',
  ),
  databaseOnly.extra(
    'table',
    'public.portal_links',
    'Migration 20261029161200 came from a branch that was closed; nothing in the project knows the table.',
  ),
  platform.extra(
    'table',
    'realtime.messages_2026_11_21',
    'Realtime makes a partition a day by itself; no one has to act.',
  ),
]
