import { type Plant, plants } from './plant'

const { missing: handMadeInProd } = plants('handMade')
const { different, missing, extra } = plants('pendingMigration')

/** What sets prod apart from all others: an index made at night, and two migrations it has yet to run. */
export const plantedEverywhere: readonly Plant[] = [
  handMadeInProd(
    'index',
    'public.invoices.invoices_customer_id_status_hotfix',
    'Only prod is fast enough for the customer page, and nobody else can tell why.',
  ),
  extra(
    'table',
    'public.payment_disputes',
    'Code that reads disputes fails in prod until migration 20261104091500 runs.',
  ),
  extra(
    'column',
    'public.invoices.purchase_order',
    'Saving a purchase order fails in prod until migration 20261112110000 runs.',
  ),
  different(
    'view',
    'private.tenant_activity',
    'query',
    'Prod still counts drafts as activity; migration 20261112110000 leaves them out.',
  ),
  missing(
    'column',
    'public.discounts.redeem_by',
    'Migration 20261112110000 drops it, and with it the dates that prod holds.',
  ),
]
