import { type Plant, plants } from './plant'

const byHand = plants('handMade')
const prisma = plants('otherTool')
const platform = plants('platformObject')

export const plantedInLocal: readonly Plant[] = [
  byHand.different(
    'column',
    'public.expenses.amount',
    'type',
    'An expense of a hundred million or more fits in prod and fails here.',
  ),
  byHand.different(
    'foreign-key',
    'public.estimates.estimates_customer_id_fkey',
    'onDelete',
    'Deleting a customer deletes their estimates here; prod refuses.',
  ),
  byHand.different(
    'domain-constraint',
    'public.tax_percentage.tax_percentage_range',
    'expression',
    'Rates above 50 percent are refused here.',
  ),
  byHand.different(
    'composite-type',
    'public.postal_address',
    'attributes',
    'Addresses lose "care of", and a row of five values is refused.',
  ),
  byHand.different(
    'column',
    'public.tags.id',
    'identity',
    'An insert may choose its own id here, and collide later.',
  ),
  byHand.missing('column', 'public.products.image_path', 'Whatever shows a product image fails here.'),
  byHand.missing(
    'unique-constraint',
    'public.products.products_tenant_id_sku_key',
    'A product number can be given twice.',
  ),
  byHand.different(
    'column',
    'public.time_entries.minutes',
    'expression',
    'Started minutes are not billed here.',
  ),
  byHand.different(
    'view',
    'public.overdue_invoices',
    'query',
    'An invoice counts as overdue on its last day, a day early.',
  ),
  byHand.different(
    'function',
    ['private', 'has_role', 'uuid, public.member_role[]'],
    'settings',
    'Security definer without a fixed search path: who can create a function can borrow its rights.',
  ),
  byHand.different(
    'table',
    'public.api_keys',
    'forceRowSecurity',
    'The owner reads all keys here, so a missing policy goes unnoticed.',
  ),
  byHand.different(
    'table',
    'public.notifications',
    'replicaIdentity',
    'Live updates no longer carry the old row.',
  ),
  byHand.different(
    'column',
    'public.email_messages.body',
    'storage',
    'Bodies are compressed here; reading a part of one is slower.',
  ),
  byHand.missing(
    'rule',
    'billing.journal_entries.journal_entries_no_delete',
    'Entries of the ledger can be deleted.',
  ),
  byHand.different(
    'policy',
    ['public', 'exchange_rates', 'Members read rates'],
    'roles',
    'The policy holds for every role, visitors included.',
  ),
  byHand.different(
    'text-search-configuration',
    'public.customer_search',
    'mappings',
    'Hyphenated names are not found without their accents.',
  ),
  byHand.missing(
    'trigger',
    'auth.users.on_auth_user_created',
    'Whoever signs up has no profile, and the app turns them away.',
  ),
  byHand.extra('extension', 'tablefunc', 'A report that uses it works on this machine only.'),
  byHand.extra('schema', 'scratch', 'An empty schema that nobody else has.'),
  prisma.extra(
    'table',
    'public._prisma_migrations',
    'A second tool records migrations here, one of them failed.',
  ),
  prisma.extra(
    'table',
    'public.report_runs',
    'Made by a Prisma migration; the Supabase migrations do not know it.',
  ),
  platform.extra(
    'table',
    'auth.oauth_clients',
    'This Auth service is newer than the one prod runs; no one has to act.',
  ),
]
