import { expect, it } from 'vitest'
import { BUCKETS, type Connection, TABLES, type Values } from './seed.ts'

const PRIVILEGES = ['select', 'insert', 'update', 'delete', 'truncate', 'references', 'trigger']
const READ_AND_WRITE = ['select', 'insert', 'update', 'delete']
const VIEWS = ['project_summary', 'refinement_progress']

/** What has to hold of everything in `public`, whatever later migrations add. */
export function catalogue(connect: () => Connection): void {
  const ask = async (sql: string) => (await connect().query<Values>(sql)).rows

  it('grants no more than is needed: nothing to the anonymous, rows to whoever is signed in', async () => {
    const rights = async (role: string) => {
      const held = await ask(`
        select relname, json_agg(privilege order by array_position(array['${PRIVILEGES.join(`','`)}'], privilege)) as privileges
        from pg_class, unnest(array['${PRIVILEGES.join(`','`)}']) as privilege
        where relnamespace = 'public'::regnamespace and relkind in ('r', 'v', 'm', 'S', 'f', 'p')
          and has_table_privilege('${role}', pg_class.oid, privilege) group by relname`)
      return Object.fromEntries(held.map(({ relname, privileges }) => [relname, privileges]))
    }
    const needed = Object.fromEntries([
      ...TABLES.map((table) => [table, READ_AND_WRITE]),
      ...VIEWS.map((view) => [view, ['select']]),
    ])
    expect(await rights('anon')).toEqual({})
    expect(await rights('authenticated')).toEqual(needed)
    expect(await rights('service_role')).toEqual(needed)
    expect(
      await ask(`select proname from pg_proc where pronamespace = 'public'::regnamespace
        and (has_function_privilege('anon', oid, 'execute') or prosecdef or proconfig is distinct from array['search_path=""'])`),
    ).toEqual([])
    expect(
      await ask(`select has_function_privilege('authenticated', 'public.stamp_project()', 'execute') as may`),
    ).toEqual([{ may: false }])
  })

  it('forces row-level security on every table, and reads views with the rights of their reader', async () => {
    const tables = await ask(`select relname from pg_class where relnamespace = 'public'::regnamespace and relkind = 'r'
      and relrowsecurity and relforcerowsecurity order by relname`)
    expect(tables.map(({ relname }) => relname)).toEqual([...TABLES].sort())
    const views = await ask(`select relname from pg_class where relnamespace = 'public'::regnamespace and relkind = 'v'
      and reloptions @> array['security_invoker=true'] order by relname`)
    expect(views.map(({ relname }) => relname)).toEqual(VIEWS)
    expect(await ask(`select * from pg_policies where roles <> '{authenticated}'`)).toEqual([])
  })

  it('has an index for every foreign key and for the owner that every policy compares', async () => {
    const without = await ask(`
      select conrelid::regclass::text as relation, columns.names
      from (select conrelid, conkey, conname from pg_constraint where contype = 'f' and connamespace = 'public'::regnamespace
            union all select attrelid, array[attnum], attname from pg_attribute
            join pg_class on pg_class.oid = attrelid and relkind = 'r' and relnamespace = 'public'::regnamespace
            where attname = 'owner_id') as needed,
        lateral (select string_agg(attname, ',') as names from pg_attribute where attrelid = conrelid and attnum = any (conkey)) as columns
      where not exists (select from pg_index where indrelid = conrelid
        and (string_to_array(indkey::text, ' ')::int2[])[1:cardinality(conkey)] = conkey)`)
    expect(without).toEqual([])
  })

  it('has six private buckets with limits that take no scripts, and leaves the schemas of Supabase alone', async () => {
    const buckets = await ask('select *, to_json(allowed_mime_types) as types from storage.buckets order by id')
    expect(buckets.map(({ id }) => id)).toEqual(expect.arrayContaining([...BUCKETS]))
    for (const bucket of buckets.filter(({ id }) => (BUCKETS as readonly unknown[]).includes(id))) {
      expect(bucket.public).toBe(false)
      expect(Number(bucket.file_size_limit)).toBeLessThanOrEqual(2 ** 31)
      expect(bucket.types).toContain('image/png')
      // What a browser that follows a signed address would run.
      expect(bucket.types).not.toEqual(expect.arrayContaining([expect.stringMatching(/html|svg|xml|script|\*/)]))
    }
    expect(
      await ask(`select relname from pg_class where relowner = 'project_admin'::regrole
          and relnamespace in ('auth'::regnamespace, 'storage'::regnamespace)
        union all select proname from pg_proc where proowner = 'project_admin'::regrole
          and pronamespace in ('auth'::regnamespace, 'storage'::regnamespace)`),
    ).toEqual([])
  })

  it('publishes what another machine follows live', async () => {
    const published = await ask(
      `select tablename from pg_publication_tables where pubname = 'supabase_realtime' order by tablename`,
    )
    expect(published.map(({ tablename }) => tablename)).toEqual([
      'enhancement_iterations',
      'gaussian_splat_models',
      'projects',
    ])
  })
}
