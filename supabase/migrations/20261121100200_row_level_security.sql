-- Whoever is signed in sees and writes what is their own, and nothing else. Who is not signed in sees no table at all.

do $$
declare
  target regclass;
begin
  foreach target in array array['public.projects', 'public.multiview_generation', 'public.depth_maps',
    'public.gaussian_splat_models', 'public.enhancement_iterations', 'public.enhanced_views', 'public.refinement_metrics',
    'public.export_history']::regclass[]
  loop
    execute format('alter table %s enable row level security', target);
    execute format('alter table %s force row level security', target);
    -- A new table of `public` is open to everybody at Supabase, sequences and triggers included.
    execute format('revoke all on table %s from public, anon, authenticated, service_role', target);
    execute format('grant select, insert, update, delete on table %s to authenticated, service_role', target);
    -- `(select ...)`: asked once a statement, not once a row.
    execute format('create policy "owners read" on %s for select to authenticated
      using (owner_id = (select auth.uid()))', target);
    execute format('create policy "owners insert" on %s for insert to authenticated
      with check (owner_id = (select auth.uid()))', target);
    execute format('create policy "owners update" on %s for update to authenticated
      using (owner_id = (select auth.uid())) with check (owner_id = (select auth.uid()))', target);
    if target <> 'public.projects'::regclass then
      execute format('create policy "owners delete" on %s for delete to authenticated
        using (owner_id = (select auth.uid()))', target);
    end if;
  end loop;
end $$;

-- Nothing is deleted in one step: a project goes to the trash first.
create policy "owners delete from the trash" on public.projects for delete to authenticated
  using (owner_id = (select auth.uid()) and deleted_at is not null);

revoke all on function public.stamp_project() from public, anon, authenticated, service_role;
