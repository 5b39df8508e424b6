-- What lies in the buckets. The storage service lists one folder at a time and leaves out hashes; a sync wants all of a project
-- at once. Storage's own policies say what the caller sees.

-- `sha256` is what the uploader said of the object, as custom metadata.
create function public.project_objects(project uuid)
  returns table (bucket_id text, name text, size bigint, mimetype text, sha256 text, updated_at timestamptz)
  language sql stable security invoker set search_path = '' as $$
  select objects.bucket_id, objects.name, (objects.metadata ->> 'size')::bigint, objects.metadata ->> 'mimetype',
    objects.user_metadata ->> 'sha256', objects.updated_at
  from storage.objects,
    (select (select auth.uid()) || '/' || project_objects.project as folder) as own
  where objects.bucket_id = any (array['project-uploads', 'processed-images', 'multiview-images', 'depth-maps',
      'enhanced-views', '3d-models'])
    -- All names below the folder, so that the index on (bucket_id, name) is used: '0' is the character after '/'.
    and objects.name collate "C" >= own.folder || '/' and objects.name collate "C" < own.folder || '0'
  order by objects.bucket_id, objects.name collate "C";
$$;

-- The caller's objects whose project is gone for good. To be removed through the storage service, for it removes the files too.
create function public.orphaned_objects()
  returns table (bucket_id text, name text)
  language sql stable security invoker set search_path = '' as $$
  select objects.bucket_id, objects.name
  from storage.objects, (select (select auth.uid())::text as folder) as own
  where objects.bucket_id = any (array['project-uploads', 'processed-images', 'multiview-images', 'depth-maps',
      'enhanced-views', '3d-models'])
    and objects.name collate "C" >= own.folder || '/' and objects.name collate "C" < own.folder || '0'
    and (storage.foldername(objects.name))[2] <> all (array(select id::text from public.projects))
  order by objects.bucket_id, objects.name collate "C";
$$;

revoke all on function public.project_objects(uuid), public.orphaned_objects()
  from public, anon, authenticated, service_role;
grant execute on function public.project_objects(uuid), public.orphaned_objects() to authenticated;
