-- A project: where it stands, what it is made of, and whose it is.
--
-- `id` is chosen by the studio and has to be unlike those of other accounts: derive it from the account and the project, never
-- from a photo alone. The columns up to `validation_metadata` are those of the first Glimpse3D.

create table public.projects (
  id uuid primary key default gen_random_uuid(),
  created_at timestamptz not null default now(),
  updated_at timestamptz not null default now(),
  status text not null default 'uploading' check (status in (
    'uploading', 'preprocessing', 'multiview_generating', 'depth_estimating', 'reconstructing', 'enhancing', 'refining',
    'completed', 'failed')),
  current_step text,
  error_message text,
  original_image_url text,
  processed_image_url text,
  final_model_url text,
  total_processing_time double precision not null default 0 check (total_processing_time >= 0),
  user_session_id text,
  validation_metadata jsonb,

  owner_id uuid not null default auth.uid() references auth.users (id) on delete cascade,
  name text not null default '' check (char_length(name) <= 200),
  -- Share of the step that `status` names, 0..1; null: counted from what the step has made so far.
  step_progress double precision check (step_progress between 0 and 1),
  -- Counts the states of everything but the progress. See stamp_project().
  revision bigint not null default 1 check (revision >= 1),
  -- SHA-256 of what is under sync, as the studio that wrote this revision saw it.
  content_hash text check (content_hash ~ '^[0-9a-f]{64}$'),
  -- The project's own manifest; the other tables and the objects are what it says.
  manifest jsonb check (jsonb_typeof(manifest) = 'object'),
  -- Who wrote last: the conflict copy is named after it.
  device_id uuid,
  device_name text check (char_length(device_name) <= 200),
  -- In the trash since then, by the server's clock; recoverable for 30 days.
  deleted_at timestamptz,

  -- What children refer to, so that none can hang on another owner's project.
  unique (id, owner_id)
);

comment on table public.projects is 'One reconstruction, private to its owner.';

create index projects_owner_id_updated_at_idx on public.projects (owner_id, updated_at desc);
create index projects_status_idx on public.projects (status);
create index projects_created_at_idx on public.projects (created_at);
create index projects_deleted_at_idx on public.projects (deleted_at) where deleted_at is not null;

-- Keeps `updated_at`, `revision` and `deleted_at`.
--
-- An update that names a revision is based on it: another one than the row's is refused with 409 (PostgREST makes the status of
-- PT409), so that neither a late update nor a late upsert overwrites what another machine wrote. The revision goes up with every
-- change of content. Progress leaves it alone: a machine that reports its steps must not make the others' edits conflicts.
-- A row written once more as it is stays as it is.
create function public.stamp_project() returns trigger language plpgsql set search_path = '' as $$
declare
  stamps constant text[] := array['updated_at', 'revision'];
  progress constant text[] := array['status', 'current_step', 'step_progress', 'error_message', 'total_processing_time',
    'device_id', 'device_name'];
begin
  if tg_op = 'INSERT' then
    new.updated_at := now();
    if new.deleted_at is not null then
      new.deleted_at := now();
    end if;
    return new;
  end if;

  if new.revision <> old.revision then
    raise exception 'project % is at revision %, not %', old.id, old.revision, new.revision
      using errcode = 'PT409', hint = 'Read the project again and keep both versions.';
  end if;
  if new.deleted_at is not null then
    new.deleted_at := coalesce(old.deleted_at, now());
  end if;
  new.updated_at := old.updated_at;
  if new is distinct from old then
    new.updated_at := now();
    if to_jsonb(new) - stamps - progress is distinct from to_jsonb(old) - stamps - progress then
      new.revision := old.revision + 1;
    end if;
  end if;
  return new;
end $$;

create trigger stamp_project before insert or update on public.projects
  for each row execute function public.stamp_project();
