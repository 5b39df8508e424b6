-- Whoever is signed in sees and writes what is their own, and nothing else. Who is not signed in sees no table at all.

do $$
declare
  target text;
  -- `(select ...)`: asked once a statement, not once a row.
  own constant text := 'owner_id = (select auth.uid())';
  -- The parent has to be one that the writer sees. The foreign keys see to that as well, but only after the unique keys, whose
  -- refusals would tell what somebody else's project has.
  own_child text;
begin
  foreach target in array array['projects', 'multiview_generation', 'depth_maps', 'gaussian_splat_models',
    'enhancement_iterations', 'enhanced_views', 'refinement_metrics', 'export_history']
  loop
    own_child := own || case
      when target = 'projects' then ''
      when target in ('enhanced_views', 'refinement_metrics') then format(
        ' and exists (select from public.enhancement_iterations as parent where parent.id = %I.iteration_id)', target)
      else format(' and exists (select from public.projects as parent where parent.id = %I.project_id)', target)
    end;
    execute format('alter table public.%I enable row level security', target);
    execute format('alter table public.%I force row level security', target);
    -- A new table of `public` may be open to everybody at Supabase.
    execute format('revoke all on table public.%I from public, anon, authenticated, service_role', target);
    execute format('grant select, insert, update, delete on table public.%I to authenticated, service_role', target);
    execute format('create policy "owners read" on public.%I for select to authenticated using (%s)', target, own);
    execute format('create policy "owners insert" on public.%I for insert to authenticated with check (%s)', target, own_child);
    execute format('create policy "owners update" on public.%I for update to authenticated using (%s) with check (%s)',
      target, own, own_child);
    if target <> 'projects' then
      execute format('create policy "owners delete" on public.%I for delete to authenticated using (%s)', target, own);
    end if;
  end loop;
end $$;

-- Nothing is deleted in one step: a project goes to the trash first.
create policy "owners delete from the trash" on public.projects for delete to authenticated
  using (owner_id = (select auth.uid()) and deleted_at is not null);

revoke all on function public.stamp_project() from public, anon, authenticated, service_role;
