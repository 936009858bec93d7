import { execFileSync } from 'node:child_process'
import fs from 'node:fs'
import path from 'node:path'
import { inCache } from '../paths.mjs'

/**
 * Writes Supabase migrations as a team writes them: two tables with keys, comments and indexes, a function, a trigger,
 * row-level security with policies, grants; every fifth changes what an earlier one made.
 * @returns their folder.
 */
export function writeMigrations(count) {
  const folder = inCache('migrations', String(count), 'supabase', 'migrations')
  fs.rmSync(folder, { recursive: true, force: true })
  fs.mkdirSync(folder, { recursive: true })
  for (let number = 1; number <= count; number++) {
    const text = number % 5 === 0 ? changing(number - 1) : making(number)
    fs.writeFileSync(path.join(folder, `${versionOf(number)}_${nameOf(number)}.sql`), text)
  }
  return folder
}

/** Makes a repository of a project folder with all its files in one commit. */
export function commitAll(project) {
  fs.rmSync(path.join(project, '.git'), { recursive: true, force: true })
  const git = (...args) => execFileSync('git', ['-C', project, ...args])
  git('init', '--quiet')
  git('add', 'supabase')
  git('-c', 'user.name=bench', '-c', 'user.email=bench@localhost', 'commit', '--quiet', '-m', 'Migrations')
}

/** A minute after the one before, from 2024 on. */
function versionOf(number) {
  const at = new Date(Date.UTC(2024, 0, 1) + number * 60_000).toISOString()
  return at.slice(0, 19).replace(/\D/g, '')
}

const nameOf = (number) => (number % 5 === 0 ? `change_${number - 1}` : `module_${number}`)

function making(n) {
  return `-- Module ${n}: its records, and who may see them.
create table public.module_${n} (
  id uuid primary key default gen_random_uuid(),
  owner_id uuid not null references auth.users (id) on delete cascade,
  title text not null check (char_length(title) between 1 and 200),
  settings jsonb not null default '{}',
  created_at timestamptz not null default now(),
  updated_at timestamptz not null default now()
);
create index module_${n}_owner on public.module_${n} (owner_id, created_at desc);
comment on table public.module_${n} is 'Records of module ${n}; one row for each.';

create table public.module_${n}_entries (
  id bigint generated always as identity primary key,
  module_id uuid not null references public.module_${n} (id) on delete cascade,
  amount numeric(12, 2) not null default 0,
  state text not null default 'open' check (state in ('open', 'closed')),
  unique (module_id, state)
);

create function public.touch_module_${n}() returns trigger language plpgsql as $$
begin
  -- The clock of the statement; a transaction's would be the same for all.
  new.updated_at := clock_timestamp();
  return new;
end
$$;
create trigger touch before update on public.module_${n}
  for each row execute function public.touch_module_${n}();

alter table public.module_${n} enable row level security;
alter table public.module_${n}_entries enable row level security;
create policy "owners read module ${n}" on public.module_${n} for select to authenticated
  using ((select auth.uid()) = owner_id);
create policy "owners write module ${n}" on public.module_${n} for all to authenticated
  using ((select auth.uid()) = owner_id) with check ((select auth.uid()) = owner_id);
create policy "entries follow module ${n}" on public.module_${n}_entries for select to authenticated
  using (exists (select 1 from public.module_${n} m where m.id = module_id and m.owner_id = (select auth.uid())));
grant select, insert, update, delete on public.module_${n}, public.module_${n}_entries to authenticated;
`
}

function changing(n) {
  return `alter table public.module_${n} add column archived_at timestamptz, add column priority smallint not null default 0;
create index module_${n}_open on public.module_${n} (priority) where archived_at is null;
create view public.open_module_${n} with (security_invoker = true) as
  select m.id, m.title, count(e.id) as entries
  from public.module_${n} m left join public.module_${n}_entries e on e.module_id = m.id
  where m.archived_at is null group by m.id;
insert into public.module_${n}_entries (module_id, amount)
  select id, 1 from public.module_${n};
`
}
