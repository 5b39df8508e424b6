-- The roles of a Supabase project and what they may do in `public` before any migration has run.
-- Facts: the image supabase/postgres and https://supabase.com/docs/guides/database/postgres/roles.

create role anon nologin noinherit;
create role authenticated nologin noinherit;
create role service_role nologin noinherit bypassrls;
create role authenticator login noinherit;
grant anon, authenticated, service_role to authenticator;
create role supabase_auth_admin login noinherit createrole;
create role supabase_storage_admin login noinherit createrole;

-- Migrations run as Supabase's `postgres`: no superuser, but above row-level security. The superuser of a fresh cluster has that
-- name already, so the role has another one here.
create role project_admin login createrole createdb bypassrls;
grant anon, authenticated, service_role to project_admin;
grant all on schema public to project_admin;
grant usage on schema public to anon, authenticated, service_role;
do $$ begin execute format('grant create on database %I to project_admin', current_database()); end $$;

-- Supabase's generous defaults: whatever a migration creates is open to everybody until the migration says otherwise.
alter default privileges for role project_admin in schema public grant all on tables to anon, authenticated, service_role;
alter default privileges for role project_admin in schema public grant all on sequences to anon, authenticated, service_role;
alter default privileges for role project_admin in schema public grant all on functions to anon, authenticated, service_role;

-- Realtime sends the changes of this publication's tables.
set role project_admin;
create publication supabase_realtime;
reset role;
