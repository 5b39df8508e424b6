import type { Caller, Queries } from '../../support/supabase/database.ts'
import { type Estate, insert, insertUnseen, rowOf, type Table, type Values } from './seed.ts'

/** Something that a caller tries on what is Ada's. */
export type Verb = (queries: Queries, ada: Estate, caller: Caller) => Promise<Values[]>

const rowsOf = async (queries: Queries, sql: string, params: unknown[] = []) =>
  (await queries.query<Values>(sql, params)).rows

/** What is tried on each table. Unfiltered reads and writes as well: what they reach must be the caller's own. */
export function tableVerbs(table: Table): Record<string, Verb> {
  const t = `public.${table}`
  return {
    select: (queries) => rowsOf(queries, `select * from ${t}`),
    insert: (queries, ada) => insertUnseen(queries, t, { ...rowOf(table, ada, 7), owner_id: ada.owner.sub }),
    update: (queries) => rowsOf(queries, `update ${t} set id = id returning *`),
    seize: (queries, ada, { sub }) =>
      rowsOf(queries, `update ${t} set owner_id = $2 where id = $1 returning *`, [ada.ids[table], sub ?? null]),
    delete: (queries) => rowsOf(queries, `delete from ${t} returning *`),
    upsert: (queries, ada) => insert(queries, t, { id: ada.ids[table], ...rowOf(table, ada, 8) }, 'id'),
  }
}

export function viewVerbs(view: string, column: string): Record<string, Verb> {
  return {
    select: (queries) => rowsOf(queries, `select * from public.${view}`),
    insert: (queries) => rowsOf(queries, `insert into public.${view} default values returning *`),
    update: (queries) => rowsOf(queries, `update public.${view} set ${column} = ${column} returning *`),
    delete: (queries) => rowsOf(queries, `delete from public.${view} returning *`),
  }
}

/** What the storage service does for: list, sign and download, upload, upload over, move and rename, remove. */
export function bucketVerbs(bucket: string): Record<string, Verb> {
  const objects = 'storage.objects'
  return {
    list: (queries) => rowsOf(queries, `select * from ${objects} where bucket_id = $1`, [bucket]),
    sign: (queries, ada) =>
      rowsOf(queries, `select * from ${objects} where bucket_id = $1 and name = $2`, [bucket, ada.object]),
    insert: (queries, ada) => insertUnseen(queries, objects, { bucket_id: bucket, name: `${folderOf(ada)}/new.png` }),
    upsert: (queries, ada) =>
      insert(queries, objects, { bucket_id: bucket, name: ada.object, version: '2' }, 'bucket_id, name'),
    update: (queries, ada) =>
      rowsOf(queries, `update ${objects} set name = $2 || '/' || id where bucket_id = $1 returning *`, [
        bucket,
        folderOf(ada),
      ]),
    delete: async (queries) => {
      await queries.exec(`set local storage.allow_delete_query = 'true'`)
      return rowsOf(queries, `delete from ${objects} where bucket_id = $1 returning *`, [bucket])
    },
  }
}

function folderOf({ owner, project }: Estate): string {
  return `${owner.sub}/${project}`
}
