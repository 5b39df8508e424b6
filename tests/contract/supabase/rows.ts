import { expect, it } from 'vitest'
import { asCaller } from '../../support/supabase/database.ts'
import { CHILD_TABLES, type Connection, type Estate, insert, rowOf, seed, type Table, type Values } from './seed.ts'

/** What the tables do with what their owner writes. */
export function rows(connect: () => Connection): void {
  let ada: Estate
  const write = async (sql: string, params: unknown[] = [ada.project]) =>
    await asCaller(connect(), ada.owner, async (queries) => (await queries.query<Values>(sql, params)).rows[0])

  it('counts a revision for every change of content, none for progress, and refuses what is based on an older one', async () => {
    ada = await seed(connect(), 'ada.r')
    const first = await write('select * from projects where id = $1')
    expect(first.revision).toBe(1)
    const reported = await write(
      `update projects set status = 'refining', current_step = 'refine', step_progress = 0.5 where id = $1 returning *`,
    )
    expect(reported.revision).toBe(1)
    expect(Number(reported.updated_at)).toBeGreaterThan(Number(first.updated_at))
    const again = await write(`update projects set status = 'refining', name = name where id = $1 returning *`)
    expect(again).toEqual(reported)
    const renamed = await write(`update projects set name = 'vase', revision = 1 where id = $1 returning *`)
    expect(renamed.revision).toBe(2)

    const upsert = { id: ada.project, name: 'jug', manifest: '{"files": 3}' }
    const stale = asCaller(connect(), ada.owner, (queries) =>
      insert(queries, 'projects', { ...upsert, revision: 1 }, 'id'),
    )
    await expect(stale).rejects.toMatchObject({ code: 'PT409' })
    const [current] = await asCaller(connect(), ada.owner, (queries) =>
      insert(queries, 'projects', { ...upsert, revision: 2 }, 'id'),
    )
    expect(current).toMatchObject({ revision: 3, name: 'jug', manifest: { files: 3 }, owner_id: ada.owner.sub })
    const none = await write(`update projects set name = 'x' where id = $1 and revision = 2 returning id`)
    expect(none).toBeUndefined()
  })

  it('keeps a project in the trash by the clock of the server, gives it back, and deletes only from there', async () => {
    const [{ now }] = (await connect().query<Values>('select now()')).rows
    const trashed = await write(`update projects set deleted_at = '2001-01-01' where id = $1 returning *`)
    expect(Number(trashed.deleted_at)).toBeGreaterThanOrEqual(Number(now))
    expect(trashed.revision).toBe(4)
    expect(await write('select project_status($1) as status')).toEqual({ status: null })
    const later = await write(`update projects set deleted_at = now() + interval '1 year' where id = $1 returning *`)
    expect(later).toEqual(trashed)
    const back = await write('update projects set deleted_at = null where id = $1 returning *')
    expect(back).toMatchObject({ deleted_at: null, revision: 5 })

    expect(await write('delete from projects where id = $1 returning id')).toBeUndefined()
    await write('update projects set deleted_at = now() where id = $1')
    expect(await write('delete from projects where id = $1 returning id')).toEqual({ id: ada.project })
    for (const table of CHILD_TABLES) {
      expect(await write(`select count(*)::int from ${table}`, []), table).toEqual({ count: 0 })
    }
  })

  it('goes with its account', async () => {
    const gone = await seed(connect(), 'gone')
    await connect().query('delete from auth.users where id = $1', [gone.owner.sub])
    const left = await connect().query<Values>('select id from projects where owner_id = $1', [gone.owner.sub])
    expect(left.rows).toEqual([])
  })

  it('takes no values beyond their ranges, and no row twice', async () => {
    const database = connect()
    const eve = await seed(database, 'eve')
    const outside: [Table, Values][] = [
      ['projects', { status: 'done' }],
      ['projects', { total_processing_time: -1 }],
      ['projects', { step_progress: 1.01 }],
      ['projects', { content_hash: 'abc' }],
      ['projects', { manifest: '[]' }],
      ['projects', { revision: 0 }],
      ['projects', { name: 'x'.repeat(201) }],
      ['multiview_generation', { view_index: 16 }],
      ['multiview_generation', { view_index: -1 }],
      ['multiview_generation', { elevation: 91 }],
      ['depth_maps', { view_index: 16 }],
      ['depth_maps', { min_depth: 3 }],
      ['depth_maps', { confidence_score: 1.1 }],
      ['gaussian_splat_models', { version: -1 }],
      ['gaussian_splat_models', { num_splats: -1 }],
      ['gaussian_splat_models', { file_size_mb: -1 }],
      ['enhancement_iterations', { iteration_number: -1 }],
      ['enhancement_iterations', { ssim: 1.1 }],
      ['enhanced_views', { view_index: 16 }],
      ['refinement_metrics', { view_index: 16 }],
      ['refinement_metrics', { metric_name: '' }],
      ['export_history', { format: 'fbx' }],
      ['export_history', { optimization_level: 'ultra' }],
    ]
    const refusal = async (table: Table, values: Values) =>
      await asCaller(database, eve.owner, (queries) => insert(queries, table, values)).catch((error) => error.code)
    for (const [table, values] of outside) {
      expect(await refusal(table, { ...rowOf(table, eve, 3), ...values }), JSON.stringify([table, values])).toBe(
        '23514',
      )
    }
    for (const table of CHILD_TABLES.filter((name) => name !== 'export_history')) {
      expect(await refusal(table, rowOf(table, eve, 0)), table).toBe('23505')
    }
    const whole = { iteration_id: eve.iteration, metric_name: 'psnr', metric_value: 31, view_index: null }
    await asCaller(database, eve.owner, (queries) => insert(queries, 'refinement_metrics', whole))
    expect(await refusal('refinement_metrics', whole)).toBe('23505')
  })
}
