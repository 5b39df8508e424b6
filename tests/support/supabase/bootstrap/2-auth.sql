-- What the auth service (GoTrue) keeps in the database, as far as policies and foreign keys see it.

create schema auth;
grant usage on schema auth to anon, authenticated, service_role, project_admin, supabase_auth_admin;

create table auth.users (
  instance_id uuid,
  id uuid primary key,
  aud text,
  role text,
  email text,
  encrypted_password text,
  email_confirmed_at timestamptz,
  last_sign_in_at timestamptz,
  raw_app_meta_data jsonb,
  raw_user_meta_data jsonb,
  created_at timestamptz default now(),
  updated_at timestamptz default now(),
  phone text unique,
  banned_until timestamptz,
  deleted_at timestamptz,
  is_sso_user boolean not null default false,
  is_anonymous boolean not null default false
);
create unique index users_email_partial_key on auth.users (email) where not is_sso_user;
alter table auth.users owner to supabase_auth_admin;
alter table auth.users enable row level security;
grant all on auth.users to project_admin;

-- The claims of the caller's token, which PostgREST and the storage service set for the transaction.
create function auth.jwt() returns jsonb language sql stable
  return nullif(current_setting('request.jwt.claims', true), '')::jsonb;
create function auth.uid() returns uuid language sql stable
  return (auth.jwt() ->> 'sub')::uuid;
create function auth.role() returns text language sql stable
  return auth.jwt() ->> 'role';
create function auth.email() returns text language sql stable
  return auth.jwt() ->> 'email';
