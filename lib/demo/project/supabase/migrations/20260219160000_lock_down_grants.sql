-- Security review of February: anonymous visitors read currencies and nothing else; people may not promote themselves.
do $$
declare
  wanted text;
begin
  foreach wanted in array array['billwren_reporting', 'billwren_deploy'] loop
    begin
      execute format('create role %I nologin', wanted);
    exception
      when duplicate_object or unique_violation then null;
    end;
  end loop;
end
$$;

revoke all on all tables in schema public from anon;
revoke all on all sequences in schema public from anon;
grant select on public.currencies to anon;

revoke truncate, references, trigger on all tables in schema public from authenticated;
revoke update on public.profiles from authenticated;
grant update (display_name, avatar_path) on public.profiles to authenticated;
revoke insert, update, delete on public.number_ranges from authenticated;
revoke execute on function public.late_fee(numeric, date, date, numeric) from public, anon;

grant usage on schema public to billwren_reporting;
grant select on public.invoices, public.invoice_lines, public.payments, public.payment_allocations to billwren_reporting;
grant select (id, tenant_id, name, currency, created_at) on public.customers to billwren_reporting;
