-- Six private buckets. An object lies at `<owner>/<project>/...`; owner and project have to be there first.

insert into storage.buckets (id, name, public, file_size_limit, allowed_mime_types)
values
  -- Photos as they came; 128 MiB is above what a phone or a camera writes.
  ('project-uploads', 'project-uploads', false, 134217728, array['image/jpeg', 'image/png', 'image/webp', 'image/avif',
    'image/heic', 'image/heif', 'image/tiff', 'application/json']),
  ('processed-images', 'processed-images', false, 33554432, array['image/png', 'application/json']),
  ('multiview-images', 'multiview-images', false, 134217728, array['image/png', 'application/json',
    'application/octet-stream']),
  ('depth-maps', 'depth-maps', false, 134217728, array['image/png', 'application/octet-stream', 'application/json']),
  ('enhanced-views', 'enhanced-views', false, 33554432, array['image/png', 'application/json']),
  -- Splats, meshes, and what a second machine needs to go on; four million splats with all harmonics are 1 GB.
  ('3d-models', '3d-models', false, 2147483648, array['model/gltf-binary', 'model/obj', 'model/mtl', 'model/vnd.usdz+zip',
    'application/octet-stream', 'application/json', 'application/zip', 'text/plain', 'image/png', 'image/jpeg'])
on conflict (id) do update set
  public = excluded.public,
  file_size_limit = excluded.file_size_limit,
  allowed_mime_types = excluded.allowed_mime_types;

-- True of a path below a project of the caller; row-level security of `projects` says which those are.
create function public.is_own_project_path(path text) returns boolean
  language sql stable security invoker set search_path = '' as $$
  select (storage.foldername(path))[1] = (select auth.uid())::text
    and exists (select from public.projects where projects.id::text = (storage.foldername(path))[2]);
$$;
revoke all on function public.is_own_project_path(text) from public, anon, authenticated, service_role;
grant execute on function public.is_own_project_path(text) to authenticated, service_role;

do $$
declare
  ours constant text := $q$ bucket_id = any (array['project-uploads', 'processed-images', 'multiview-images', 'depth-maps',
    'enhanced-views', '3d-models']) $q$;
  own constant text := ours || $q$ and (storage.foldername(name))[1] = (select auth.uid())::text $q$;
  own_project constant text := own || 'and public.is_own_project_path(name)';
begin
  execute format('create policy "glimpse3d: owners read" on storage.objects for select to authenticated using (%s)', own);
  execute format('create policy "glimpse3d: owners insert" on storage.objects for insert to authenticated with check (%s)',
    own_project);
  execute format('create policy "glimpse3d: owners update" on storage.objects for update to authenticated using (%s)
    with check (%s)', own, own_project);
  execute format('create policy "glimpse3d: owners delete" on storage.objects for delete to authenticated using (%s)', own);
  -- What the doctor looks at; a bucket's limits are no secret.
  execute format('create policy "glimpse3d: signed in see the buckets" on storage.buckets for select to authenticated using (%s)',
    replace(ours, 'bucket_id', 'id'));
end $$;
