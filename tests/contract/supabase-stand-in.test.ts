import type { SupabaseClient } from '@supabase/supabase-js'
import { afterAll, afterEach, beforeAll, expect, test } from 'vitest'
import { clientOf, signedInClient } from '../support/supabase/signed-in-client.ts'
import { type SupabaseStandIn, startSupabaseStandIn } from '../support/supabase/stand-in.ts'

let standIn: SupabaseStandIn
let ada: SupabaseClient
let bob: SupabaseClient

beforeAll(async () => {
  standIn = await startSupabaseStandIn({ maxRows: 20 })
  ada = await signedInClient(standIn, 'ada@example.org')
  bob = await signedInClient(standIn, 'bob@example.org')
})
afterEach(() => standIn.faults.clear())
afterAll(() => standIn.stop())

/** The client as one without types of the schema: these tests send what no type would let through. */
const from = (client: SupabaseClient, table: string) => client.from(table)

test('rows are written, read with filters, changed and deleted in the shapes of supabase-js', async () => {
  const names = ['vase', 'lamp', 'chair', 'with, comma "and" quote']
  const made = await from(ada, 'projects')
    .insert(names.map((name) => ({ name })))
    .select('id, name, revision')
  expect(made).toMatchObject({ status: 201, error: null, data: names.map((name) => ({ name, revision: 1 })) })
  const read = async (query: PromiseLike<{ data: { name: string }[] | null }>) =>
    (await query).data?.map(({ name }) => name)
  const projects = () => from(ada, 'projects').select('name')
  expect(await read(projects().eq('name', 'vase'))).toEqual(['vase'])
  expect(await read(projects().neq('name', 'vase').order('name'))).toEqual(['chair', 'lamp', names[3]])
  expect(await read(projects().in('name', ['lamp', names[3]]).order('name', { ascending: false }))).toEqual([
    names[3],
    'lamp',
  ])
  expect(await read(projects().in('name', []))).toEqual([])
  expect(await read(projects().gt('name', 'lamp').lte('name', 'vase'))).toEqual(['vase'])
  expect(await read(projects().is('deleted_at', null).like('name', '%a%').order('name').limit(2))).toEqual([
    'chair',
    'lamp',
  ])
  expect(await read(projects().not('name', 'in', '(vase,lamp)').order('name').range(1, 1))).toEqual([names[3]])
  expect(await read(projects().or('name.eq.vase,and(name.gt.l,name.lt.m)').order('name'))).toEqual(['lamp', 'vase'])

  const changed = await from(ada, 'projects')
    .update({ manifest: { a: [1, { b: 'c' }] } })
    .eq('name', 'vase')
    .select()
    .single()
  expect(changed.data).toMatchObject({ name: 'vase', manifest: { a: [1, { b: 'c' }] }, revision: 2 })
  const picked = await from(ada, 'projects').select('deep:manifest->a->1->>b, id::text').eq('name', 'vase').single()
  expect(picked.data).toEqual({ deep: 'c', id: changed.data.id })

  const counted = await from(ada, 'projects').select('*', { count: 'exact', head: true })
  expect(counted).toMatchObject({ count: 4, data: null, error: null })
  const none = await from(ada, 'projects').select().eq('name', 'nothing').maybeSingle()
  expect(none).toMatchObject({ data: null, error: null })

  await from(ada, 'projects').update({ deleted_at: '2026-01-01' }).in('name', ['lamp', 'chair'])
  const deleted = await from(ada, 'projects').delete({ count: 'exact' }).in('name', ['lamp', 'chair', 'vase'])
  expect(deleted).toMatchObject({ status: 204, count: 2, data: null, error: null })
})

test('an upsert writes a row once, merges what differs, or leaves what is there', async () => {
  const id = crypto.randomUUID()
  const upsert = (name: string, options = {}) =>
    from(ada, 'projects').upsert({ id, name }, options).select('name, revision')
  expect((await upsert('one')).data).toEqual([{ name: 'one', revision: 1 }])
  expect((await upsert('one')).data).toEqual([{ name: 'one', revision: 1 }])
  expect((await upsert('two', { onConflict: 'id' })).data).toEqual([{ name: 'two', revision: 2 }])
  expect((await upsert('three', { ignoreDuplicates: true })).data).toEqual([])
  const view = { project_id: id, view_index: 0, elevation: 30, azimuth: 0, image_url: 'x' }
  const views = () =>
    from(ada, 'multiview_generation').upsert([view], { onConflict: 'project_id,view_index' }).select('id')
  const first = await views()
  expect(first.error).toBeNull()
  expect((await views()).data).toEqual(first.data)
})

test('a row lacking a column takes null, or the default where that is asked for', async () => {
  const rows = [{ name: 'a', status: 'completed' }, { name: 'b' }]
  expect((await from(ada, 'projects').insert(rows)).error).toMatchObject({ code: '23502' })
  const made = await from(ada, 'projects').insert(rows, { defaultToNull: false }).select('name, status').order('name')
  expect(made.data).toEqual([
    { name: 'a', status: 'completed' },
    { name: 'b', status: 'uploading' },
  ])
})

test('the policies hold: others see nothing and change nothing, and nobody signed in is refused', async () => {
  const { data } = await from(ada, 'projects').insert({ name: 'mine' }).select('id').single()
  const id = data?.id
  expect((await from(bob, 'projects').select().eq('id', id)).data).toEqual([])
  expect((await from(bob, 'projects').update({ name: 'his' }).eq('id', id).select()).data).toEqual([])
  expect((await from(bob, 'projects').delete().eq('id', id).select()).data).toEqual([])
  const stolen = await from(bob, 'projects').insert({ name: 'x', owner_id: (await ada.auth.getUser()).data.user?.id })
  expect(stolen).toMatchObject({
    status: 403,
    error: { code: '42501', message: expect.stringContaining('row-level security') },
  })
  expect(await from(clientOf(standIn), 'projects').select()).toMatchObject({ status: 401, error: { code: '42501' } })
  const published = clientOf(standIn, standIn.publishableKey)
  expect(await from(published, 'projects').select()).toMatchObject({ status: 401, error: { code: '42501' } })
  expect((await from(clientOf(standIn, standIn.serviceRoleKey), 'projects').select('id').eq('id', id)).data).toEqual([
    { id },
  ])
  expect(await from(clientOf(standIn, 'guess'), 'projects').select()).toMatchObject({
    status: 401,
    error: { message: 'Invalid API key' },
  })
})

test('errors come in the shape of PostgREST', async () => {
  const { data } = await from(ada, 'projects')
    .insert([{ name: 'e' }, { name: 'e' }])
    .select('id')
  const error = async (query: PromiseLike<{ status: number; error: unknown }>) => {
    const { status, error } = await query
    return { status, ...(error as object) }
  }
  const projects = () => from(ada, 'projects')
  expect(await error(projects().select().eq('name', 'e').single())).toMatchObject({
    status: 406,
    code: 'PGRST116',
    details: 'The result contains 2 rows',
  })
  expect(await error(projects().update({ name: 'f' }).eq('name', 'e').select().single())).toMatchObject({ status: 406 })
  expect((await projects().select('name').eq('name', 'e')).data).toHaveLength(2)
  expect(await error(projects().insert({ id: data?.[0].id }))).toMatchObject({ status: 409, code: '23505' })
  expect(await error(projects().insert({ status: 'odd' }))).toMatchObject({ status: 400, code: '23514' })
  expect(await error(projects().insert({ colour: 1 }))).toMatchObject({ status: 400, code: 'PGRST204' })
  expect(await error(projects().select('colour'))).toMatchObject({ status: 400, code: '42703' })
  expect(await error(projects().select().eq('id', 'no uuid'))).toMatchObject({ status: 400, code: '22P02' })
  expect(await error(projects().delete())).toMatchObject({ status: 400, code: '21000' })
  expect(await error(projects().update({ name: 'g', revision: 7 }).eq('id', data?.[0].id))).toMatchObject({
    status: 409,
    code: 'PT409',
  })
  expect(await error(from(ada, 'nowhere').select())).toMatchObject({ status: 404, code: 'PGRST205' })
  expect(await error(ada.rpc('nothing', { a: 1 }))).toMatchObject({ status: 404, code: 'PGRST202' })
})

test('no answer has more rows than the project allows; ranges read the rest', async () => {
  const names = Array.from({ length: 25 }, (_, i) => `many ${String(i).padStart(2, '0')}`)
  await from(ada, 'projects').insert(names.map((name) => ({ name })))
  const many = () => from(ada, 'projects').select('name', { count: 'exact' }).like('name', 'many%').order('name')
  const first = await many()
  expect([first.status, first.data?.length, first.count]).toEqual([206, 20, 25])
  expect((await many().range(20, 39)).data?.map(({ name }) => name)).toEqual(names.slice(20))
  expect(await many().range(26, 39)).toMatchObject({ status: 416, error: { code: 'PGRST103' } })
})
