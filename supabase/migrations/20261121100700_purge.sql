-- The trash keeps a project for 30 days. This removes what has lain there longer, with all that hangs on it, and says which.
--
-- It runs with the caller's own rights, so that the policies say what goes: an owner empties their own trash, the nightly job and
-- the service role everybody's. Objects are not touched: orphaned_objects() lists them to their owner's studio.
create function public.purge_deleted_projects() returns setof uuid
  language sql volatile security invoker set search_path = '' as $$
  delete from public.projects where deleted_at < now() - interval '30 days' returning id;
$$;

revoke all on function public.purge_deleted_projects() from public, anon, authenticated, service_role;
grant execute on function public.purge_deleted_projects() to authenticated, service_role;

-- Every night where pg_cron is there. Without it each studio purges its own account when it syncs.
do $$
begin
  if exists (select from pg_catalog.pg_extension where extname = 'pg_cron') then
    perform cron.schedule('glimpse3d-purge', '17 3 * * *', 'select public.purge_deleted_projects()');
  end if;
end $$;
