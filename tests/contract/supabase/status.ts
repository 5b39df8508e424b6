import { expect, it } from 'vitest'
import { PROJECT_STATUSES } from '../../../src-shared/cloud/status-of-run.ts'
import { progressPercent, projectStatus, type StatusRow } from '../../../src-shared/project-status.ts'
import { asCaller } from '../../support/supabase/database.ts'
import { type Connection, type Estate, insert, rowOf, seed, type Values } from './seed.ts'

/** What the database says of a project is what the studio says of its own. */
export function status(connect: () => Connection): void {
  it('computes the same percent in SQL and in TypeScript, for every status and share', async () => {
    const shares = [null, 0, 0.1, 1 / 3, 0.7, 0.999, 1]
    const counts = [0, 1, 4, 5, 7, 15, 16, 20]
    const cases = PROJECT_STATUSES.flatMap((name) => shares.flatMap((share) => counts.map((n) => ({ name, share, n }))))
    const { rows } = await connect().query<Values>(
      `select json_agg(progress_percent(name, share, n, n, n) order by place) as percents
       from rows from (jsonb_to_recordset($1::jsonb) as (name text, share double precision, n bigint)) with ordinality
         as given (name, share, n, place)`,
      [JSON.stringify(cases)],
    )
    const made = (n: number) => ({ views: n, depthMaps: n, models: n })
    expect(rows[0].percents).toEqual(cases.map(({ name, share, n }) => progressPercent(name, share, made(n))))
  })

  it('gives the percentages that the design names', () => {
    const percents = (name: (typeof PROJECT_STATUSES)[number], ...shares: (number | null)[]) =>
      shares.map((share) => progressPercent(name, share, { views: 0, depthMaps: 0, models: 0 }))
    expect(percents('uploading', null)).toEqual([5])
    expect(percents('preprocessing', null)).toEqual([10])
    expect(percents('multiview_generating', 0, 1)).toEqual([10, 40])
    expect(percents('depth_estimating', 0, 1)).toEqual([40, 60])
    expect(percents('reconstructing', null)).toEqual([65])
    expect(percents('enhancing', 0, 1)).toEqual([70, 95])
    expect(percents('refining', 0, 1)).toEqual([70, 95])
    expect(percents('completed', null)).toEqual([100])
    expect(percents('failed', null)).toEqual([-1])
  })

  it('answers as the first Glimpse3D did, and as the studio does of a project on its own machine', async () => {
    const ada = await seed(connect(), 'ada.s')
    const answer = await asCaller(connect(), ada.owner, async (queries) => {
      for (const n of [1, 2]) {
        for (const table of ['multiview_generation', 'gaussian_splat_models', 'enhancement_iterations'] as const) {
          await insert(queries, table, rowOf(table, ada, n))
        }
      }
      const update = `update projects set status = $2, step_progress = $3 where id = $1`
      await queries.query(update, [ada.project, 'multiview_generating', null])
      const first = await statusOf(queries, ada)
      await queries.query(update, [ada.project, 'refining', 0.5])
      return [first, await statusOf(queries, ada)]
    })
    expect(answer[0].found).toMatchObject({ progress: 15, progress_percentage: 15 })
    expect(answer[1].found).toMatchObject({
      progress: 82,
      pipeline_progress: {
        multiview_images: { completed: 3, total: 16 },
        depth_maps: { completed: 1, total: 16 },
        model_versions: 3,
        refinement_iterations: 3,
      },
      models: [{ version: 0, num_splats: 1000, is_final: false }, { version: 1 }, { version: 2 }],
      iterations: [{ iteration_number: 0, psnr: 30, ssim: 0.9, converged: false }, {}, {}],
    })
    for (const { found, expected } of answer) expect(found).toEqual(expected)

    const views = await asCaller(connect(), ada.owner, async (queries) => [
      (await queries.query<Values>('select * from project_summary')).rows,
      (await queries.query<Values>('select * from refinement_progress order by iteration_number')).rows,
    ])
    expect(views[0]).toMatchObject([
      {
        id: ada.project,
        num_views_generated: 3,
        num_depth_maps: 1,
        num_model_versions: 3,
        num_refinement_iterations: 3,
      },
    ])
    expect(views[0][0].best_quality_score).toBe(0.8)
    expect(views[1].map(({ num_views_enhanced }) => num_views_enhanced)).toEqual([1, 0, 0])
  })
}

/** The database's answer, and the one made of the rows it has. */
async function statusOf(queries: Parameters<typeof insert>[0], { project }: Estate) {
  const rows = async (sql: string) => (await queries.query<Values>(sql, [project])).rows
  const [{ found }] = await rows('select project_status($1) as found')
  const [{ row }] =
    await rows(`select to_jsonb(p) as row from (select id, status, current_step, step_progress, error_message,
    original_image_url, processed_image_url, final_model_url, total_processing_time, created_at from projects where id = $1) p`)
  const count = async (table: string) => (await rows(`select id from ${table} where project_id = $1`)).length
  const expected = projectStatus(row as StatusRow, {
    views: await count('multiview_generation'),
    depthMaps: await count('depth_maps'),
    models: (await rows(
      'select version, model_file_url, num_splats, is_final from gaussian_splat_models where project_id = $1 order by 1',
    )) as never,
    iterations: (await rows(`select iteration_number, overall_quality, psnr, ssim, converged from enhancement_iterations
      where project_id = $1 order by 1`)) as never,
  })
  return { found, expected }
}
