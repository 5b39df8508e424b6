import type { PGlite } from '@electric-sql/pglite'
import { identifier, literal } from '../rest/quote.ts'

/** One change of a row of a published table. */
export interface Change {
  readonly id: number
  readonly table: string
  readonly type: 'INSERT' | 'UPDATE' | 'DELETE'
  readonly record: Readonly<Record<string, unknown>> | null
  readonly old_record: Readonly<Record<string, unknown>> | null
  readonly commit_timestamp: string
}

export interface PublishedTable {
  readonly name: string
  readonly columns: readonly { readonly name: string; readonly type: string }[]
  readonly key: readonly string[]
}

const PUBLISHED = `
  select t.tablename as name,
    (select json_agg(json_build_object('name', a.attname, 'type', y.typname) order by a.attnum)
      from pg_attribute a join pg_type y on y.oid = a.atttypid where a.attrelid = c.oid and a.attnum > 0 and not a.attisdropped) as columns,
    (select json_agg(a.attname) from pg_index i join pg_attribute a on a.attrelid = i.indrelid and a.attnum = any (i.indkey)
      where i.indrelid = c.oid and i.indisprimary) as key
  from pg_publication_tables t join pg_class c on c.oid = format('%I.%I', t.schemaname, t.tablename)::regclass
  where t.pubname = 'supabase_realtime' and t.schemaname = 'public'`
const RECORDER = `
  create schema stand_in;
  create table stand_in.changes (
    id bigserial primary key, "table" text, type text, record jsonb, old_record jsonb, commit_timestamp timestamptz default now());
  create function stand_in.note_change() returns trigger language plpgsql security definer set search_path = '' as $$
  declare noted bigint;
  begin
    if not exists (select from pg_catalog.pg_publication_tables
      where pubname = 'supabase_realtime' and schemaname = 'public' and tablename = tg_table_name) then
      return null;
    end if;
    insert into stand_in.changes ("table", type, record, old_record)
      values (tg_table_name, tg_op, case when tg_op <> 'DELETE' then to_jsonb(new) end, case when tg_op <> 'INSERT' then to_jsonb(old) end)
      returning id into noted;
    perform pg_notify('stand_in_changes', noted::text);
    return null;
  end $$;`

/**
 * Tells of changes to the tables of the publication, after their transaction, in order. Realtime reads the write-ahead log, which
 * PGlite cannot hand out: triggers note them here.
 */
export async function followChanges(
  database: PGlite,
  listen: (change: Change) => Promise<void>,
): Promise<PublishedTable[]> {
  const { rows: tables } = await database.query<PublishedTable>(PUBLISHED)
  await database.exec(RECORDER)
  for (const { name } of tables)
    await database.exec(`create trigger stand_in_note after insert or update or delete on public.${identifier(name)}
      for each row execute function stand_in.note_change()`)
  let last = Promise.resolve()
  await database.listen('stand_in_changes', (id) => {
    last = last
      .then(() =>
        database.query<Change>(
          `delete from stand_in.changes where id = ${literal(id)} returning *, to_json(commit_timestamp) #>> '{}' as commit_timestamp`,
        ),
      )
      .then(({ rows }) => listen(rows[0]))
      .catch(() => {})
  })
  return tables
}
