-- What another machine's studio follows live. Realtime asks the policies before it hands a new or changed row to anybody.

do $$
declare
  target text;
begin
  if not exists (select from pg_catalog.pg_publication where pubname = 'supabase_realtime') then
    create publication supabase_realtime;
  end if;
  foreach target in array array['projects', 'gaussian_splat_models', 'enhancement_iterations'] loop
    if not exists (
      select from pg_catalog.pg_publication_tables
      where pubname = 'supabase_realtime' and schemaname = 'public' and tablename = target
    ) then
      execute format('alter publication supabase_realtime add table public.%I', target);
    end if;
  end loop;
end $$;
