-- Files: logos are public, documents and receipts belong to a tenant (first folder of the path).
insert into storage.buckets (id, name, public, file_size_limit, allowed_mime_types) values
  ('logos', 'logos', true, 1048576, '{image/png,image/svg+xml,image/webp}'),
  ('documents', 'documents', false, 20971520, '{application/pdf}'),
  ('receipts', 'receipts', false, 10485760, '{application/pdf,image/jpeg,image/png}');

create policy "Members read their files" on storage.objects
  for select to authenticated
  using (bucket_id in ('documents', 'receipts') and ((storage.foldername(name))[1])::uuid in (select private.tenant_ids()));
create policy "Members upload receipts" on storage.objects
  for insert to authenticated
  with check (bucket_id = 'receipts' and ((storage.foldername(name))[1])::uuid in (select private.tenant_ids()));
create policy "Admins replace the logo" on storage.objects
  for all to authenticated
  using (bucket_id = 'logos' and private.has_role(((storage.foldername(name))[1])::uuid, 'owner', 'admin'));

create table public.attachments (
  id uuid primary key default gen_random_uuid(),
  tenant_id uuid not null references public.tenants on delete cascade,
  invoice_id uuid references public.invoices on delete cascade,
  object_id uuid references storage.objects on delete set null,
  file_name text not null,
  size_bytes bigint not null check (size_bytes >= 0),
  sha256 bytea,
  uploaded_at timestamptz not null default now()
);
create index attachments_invoice_id_idx on public.attachments (invoice_id);
create index attachments_sha256_idx on public.attachments using hash (sha256);
alter table public.attachments enable row level security;
create policy "Members use attachments" on public.attachments
  for all to authenticated using (tenant_id in (select private.tenant_ids()));
