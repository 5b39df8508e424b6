import { randomUUID } from 'node:crypto'
import { expect, it } from 'vitest'
import { asCaller, type Caller } from '../../support/supabase/database.ts'
import { refusalOf } from './attempt.ts'
import { CHILD_TABLES, type Connection, type Estate, rowOf, seed, TABLES, type Values } from './seed.ts'

const RIGHTS = '42501'

/** Ways round the policies that a signed-in user might try. */
export function trespasses(connect: () => Connection): void {
  let [ada, bob]: Estate[] = []

  it('hangs no row on a project of somebody else, neither a new one nor one that is moved', async () => {
    const database = connect()
    ;[ada, bob] = [await seed(database, 'ada.t'), await seed(database, 'bob.t')]
    for (const table of CHILD_TABLES) {
      // One like a row that Ada has and one that is new: the same refusal, which tells nothing of what is there.
      for (const row of [rowOf(table, ada, 0), rowOf(table, ada, 5)]) {
        const columns = Object.keys(row)
        const sql = `insert into ${table} (owner_id, ${columns.join(', ')})
          values ($1, ${columns.map((_, i) => `$${i + 2}`).join(', ')})`
        expect(await refusalOf(database, bob.owner, sql, [bob.owner.sub, ...Object.values(row)]), sql).toBe(RIGHTS)
        // Whom the policies do not hold, the foreign keys do.
        const service = await refusalOf(database, { role: 'service_role' }, sql, [bob.owner.sub, ...Object.values(row)])
        expect(['23503', '23505'], sql).toContain(service)
        const parent = 'iteration_id' in row ? 'iteration_id' : 'project_id'
        const move = `update ${table} set ${parent} = $1 where id = $2`
        expect(await refusalOf(database, bob.owner, move, [row[parent], bob.ids[table]]), move).toBe(RIGHTS)
      }
    }
    for (const table of TABLES) {
      const give = `update ${table} set owner_id = $1 where id = $2`
      expect(await refusalOf(database, bob.owner, give, [ada.owner.sub, bob.ids[table]]), give).toBe(RIGHTS)
      // Nothing is read here, so that policies about reading have no say.
      const giveAll = `update ${table} set owner_id = $1`
      expect(await refusalOf(database, bob.owner, giveAll, [ada.owner.sub]), giveAll).toBe(RIGHTS)
    }
    // Whoever knows an id cannot take it over, only learn that it is taken.
    expect(await refusalOf(database, bob.owner, 'insert into projects (id) values ($1)', [ada.project])).toBe('23505')
  })

  it('takes objects only below a project of the caller', async () => {
    const database = connect()
    await database.query(
      `insert into storage.buckets (id, name) values ('elsewhere', 'elsewhere') on conflict do nothing`,
    )
    const upload = 'insert into storage.objects (bucket_id, name) values ($1, $2)'
    const [mine, theirs] = [bob.owner.sub, ada.owner.sub]
    const places: [string, string | null, string?][] = [
      [`${mine}/${bob.project}/deep/er/x.png`, null],
      [`${theirs}/${ada.project}/x.png`, RIGHTS],
      [`${theirs}/${bob.project}/x.png`, RIGHTS],
      [`${mine}/${ada.project}/x.png`, RIGHTS],
      [`${mine}/${randomUUID()}/x.png`, RIGHTS],
      [`${mine}/../${theirs}/${ada.project}/x.png`, RIGHTS],
      [`${mine}/x.png`, RIGHTS],
      ['x.png', RIGHTS],
      [`${mine}/${bob.project}/x.png`, RIGHTS, 'elsewhere'],
    ]
    const move = 'update storage.objects set bucket_id = $1, name = $2 where bucket_id = $3 and name = $4'
    for (const [place, code, bucket = '3d-models'] of places) {
      expect(await refusalOf(database, bob.owner, upload, [bucket, place]), `upload ${place}`).toBe(code)
      const params = [bucket, place, '3d-models', bob.object]
      expect(await refusalOf(database, bob.owner, move, params), `move to ${place}`).toBe(code)
    }
  })

  it('answers functions from what the caller may see', async () => {
    const database = connect()
    const ask = async (caller: Caller, sql: string) =>
      await asCaller(database, caller, async (queries) => (await queries.query<Values>(sql, [ada.project])).rows)
    const calls = ['select project_status($1) as status', 'select * from project_objects($1)']
    const [status, objects] = calls
    expect((await ask(ada.owner, status))[0].status).toMatchObject({ project_id: ada.project, progress: 100 })
    expect(await ask(bob.owner, status)).toEqual([{ status: null }])
    expect((await ask(ada.owner, objects)).map(({ name }) => name)).toEqual(Array(6).fill(ada.object))
    expect(await ask(bob.owner, objects)).toEqual([])
    for (const caller of [{ role: 'anon' }, { role: 'anon', sub: ada.owner.sub }] as const) {
      for (const sql of calls) expect(await refusalOf(database, caller, sql, [ada.project]), sql).toBe(RIGHTS)
      for (const call of ['orphaned_objects()', 'purge_deleted_projects()', `is_own_project_path('a/b/c')`]) {
        expect(await refusalOf(database, caller, `select ${call}`), call).toBe(RIGHTS)
      }
    }
  })

  it('purges what has been in the trash for 30 days, for its owner and for nobody else', async () => {
    const database = connect()
    const purge = async (caller: Caller) =>
      await asCaller(database, caller, async (queries) =>
        (await queries.query<Values>('select purge_deleted_projects() as id')).rows.map(({ id }) => id),
      )
    await setDeletedAt(database, ada.project, `now() - interval '29 days 23 hours'`)
    expect([await purge(ada.owner), await purge(bob.owner), await purge({ role: 'service_role' })]).toEqual([
      [],
      [],
      [],
    ])
    await setDeletedAt(database, ada.project, `now() - interval '30 days 1 minute'`)
    await setDeletedAt(database, bob.project, `now() - interval '31 days'`)
    expect(await purge(bob.owner)).toEqual([bob.project])
    expect(await purge({ role: 'service_role' })).toEqual([ada.project])

    const orphans = async ({ owner }: Estate) =>
      await asCaller(
        database,
        owner,
        async (queries) => (await queries.query<Values>('select * from orphaned_objects()')).rows,
      )
    expect(new Set((await orphans(ada)).map(({ name }) => name))).toEqual(new Set([ada.object]))
    expect(await orphans(ada)).toHaveLength(6)
    expect(new Set((await orphans(bob)).map(({ name }) => name))).toEqual(new Set([bob.object]))
  })
}

/** Past the trigger that takes the time from the server's clock. */
async function setDeletedAt(database: Connection, project: string, time: string): Promise<void> {
  await database.transaction(async (queries) => {
    await queries.exec(`set local session_replication_role = 'replica'`)
    await queries.query(`update public.projects set deleted_at = ${time} where id = $1`, [project])
  })
}
