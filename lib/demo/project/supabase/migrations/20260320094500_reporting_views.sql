-- What the dashboard and the reporting role read.
create view public.customer_balances with (security_invoker = true) as
  select
    c.tenant_id,
    c.id as customer_id,
    c.name,
    coalesce(sum(i.total), 0) as invoiced,
    coalesce(sum(a.paid), 0) as paid,
    coalesce(sum(i.total), 0) - coalesce(sum(a.paid), 0) as open
  from public.customers c
  left join public.invoices i on i.customer_id = c.id and i.status <> 'draft' and i.status <> 'void'
  left join lateral (
    select sum(amount) as paid from public.payment_allocations where invoice_id = i.id
  ) a on true
  group by c.tenant_id, c.id, c.name;

create view public.overdue_invoices with (security_invoker = true) as
  select id, tenant_id, customer_id, number, due_date, total, current_date - due_date as days_late
  from public.invoices
  where status in ('sent', 'partially_paid', 'overdue') and due_date < current_date;

-- Runs as its owner on purpose: counts over all tenants, no amounts, for the reporting role only.
create view private.tenant_activity as
  select tenant_id, date_trunc('month', created_at) as month, count(*) as invoices
  from public.invoices
  group by 1, 2;
grant usage on schema private to billwren_reporting;
grant select on private.tenant_activity to billwren_reporting;

create materialized view public.monthly_revenue as
  select tenant_id, date_trunc('month', issue_date)::date as month, currency, sum(total) as revenue, count(*) as invoices
  from public.invoices
  where status in ('sent', 'partially_paid', 'paid', 'overdue')
  group by 1, 2, 3
  with no data;
create unique index monthly_revenue_key on public.monthly_revenue (tenant_id, month, currency);
revoke all on public.monthly_revenue from anon, authenticated;
grant select on public.monthly_revenue to billwren_reporting;
refresh materialized view public.monthly_revenue;

select cron.schedule('refresh-monthly-revenue', '15 2 * * *', 'refresh materialized view concurrently public.monthly_revenue');

create statistics public.invoices_tenant_status (dependencies, mcv) on tenant_id, status from public.invoices;
create statistics public.invoices_month (ndistinct) on tenant_id, (extract(month from issue_date)) from public.invoices;
