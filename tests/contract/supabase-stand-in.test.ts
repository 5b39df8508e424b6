import { createHash } from 'node:crypto'
import type { SupabaseClient } from '@supabase/supabase-js'
import { Upload, type UploadOptions } from 'tus-js-client'
import { afterAll, afterEach, beforeAll, expect, test } from 'vitest'
import { clientOf, signedInClient } from '../support/supabase/signed-in-client.ts'
import { type SupabaseStandIn, startSupabaseStandIn } from '../support/supabase/stand-in.ts'

const PATIENT = { timeout: 30_000 }
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

/** Where ada's objects go: below a project of hers. */
async function folderOf(client: SupabaseClient): Promise<string> {
  const { data } = await from(client, 'projects').insert({ name: 'with objects' }).select('id, owner_id').single()
  return `${data?.owner_id}/${data?.id}`
}

const bytes = (size: number, seed: number) =>
  Uint8Array.from({ length: size }, (_, i) => (i * 31 + seed * 7 + (i >> 8)) & 255)
const hash = (data: Uint8Array | ArrayBuffer) => createHash('sha256').update(new Uint8Array(data)).digest('hex')
const png = { contentType: 'image/png' }

test('objects are stored, listed, read in part, moved, copied, signed and removed', async () => {
  const folder = await folderOf(ada)
  const bucket = ada.storage.from('multiview-images')
  const content = bytes(70_000, 1)
  const stored = await bucket.upload(`${folder}/views/view_00.png`, content, {
    ...png,
    metadata: { sha256: hash(content) },
  })
  expect(stored).toMatchObject({ error: null, data: { path: `${folder}/views/view_00.png` } })
  await bucket.upload(`${folder}/views/view_01.png`, new Blob([content], { type: 'image/png' }))
  await bucket.upload(`${folder}/about.json`, '{}', { contentType: 'application/json' })
  const again = await bucket.upload(`${folder}/views/view_00.png`, content, png)
  expect(again.error).toMatchObject({ status: 400, statusCode: '409', message: 'The resource already exists' })
  expect((await bucket.upload(`${folder}/views/view_00.png`, content, { ...png, upsert: true })).error).toBeNull()

  const level = await bucket.list(folder)
  expect(level.data?.map(({ name, id }) => [name, id === null])).toEqual([
    ['views', true],
    ['about.json', false],
  ])
  const views = await bucket.list(`${folder}/views`, { limit: 1, offset: 1 })
  expect(views.data).toMatchObject([{ name: 'view_01.png', metadata: { size: 70_000, mimetype: 'image/png' } }])
  const page = await bucket.listV2({ prefix: `${folder}/`, limit: 2 })
  expect(page.data).toMatchObject({
    hasNext: true,
    objects: [{ name: `${folder}/about.json` }, { name: `${folder}/views/view_00.png` }],
  })
  const rest = await bucket.listV2({ prefix: `${folder}/`, cursor: page.data?.nextCursor })
  expect(rest.data).toMatchObject({ hasNext: false, objects: [{ name: `${folder}/views/view_01.png` }] })

  const read = await bucket.download(`${folder}/views/view_01.png`)
  expect(hash((await read.data?.arrayBuffer()) ?? new ArrayBuffer())).toBe(hash(content))
  expect((await bucket.info(`${folder}/views/view_01.png`)).data).toMatchObject({
    size: 70_000,
    contentType: 'image/png',
  })
  expect((await bucket.exists(`${folder}/views/view_07.png`)).data).toBe(false)
  const signed = await bucket.createSignedUrl(`${folder}/views/view_00.png`, 60)
  const part = await fetch(signed.data?.signedUrl ?? '', { headers: { range: 'bytes=69990-' } })
  expect([part.status, part.headers.get('content-range')]).toEqual([206, 'bytes 69990-69999/70000'])
  expect(new Uint8Array(await part.arrayBuffer())).toEqual(content.subarray(69_990))
  standIn.clock.skewSeconds = 61
  expect((await fetch(signed.data?.signedUrl ?? '')).status).toBe(400)
  standIn.clock.skewSeconds = 0

  expect((await bucket.move(`${folder}/about.json`, `${folder}/moved.json`)).error).toBeNull()
  expect((await bucket.copy(`${folder}/moved.json`, `${folder}/copied.json`)).error).toBeNull()
  const removed = await bucket.remove([`${folder}/moved.json`, `${folder}/copied.json`, `${folder}/none.json`])
  expect(removed.data?.map(({ name }) => name).sort()).toEqual([`${folder}/copied.json`, `${folder}/moved.json`])
})

test('buckets hold to their limits, and objects to the policies', async () => {
  const folder = await folderOf(ada)
  const bucket = ada.storage.from('processed-images')
  await bucket.upload(`${folder}/processed.png`, bytes(10, 1), png)
  const his = bob.storage.from('processed-images')
  expect((await his.download(`${folder}/processed.png`)).error).toMatchObject({ statusCode: '404' })
  expect((await his.list(folder)).data).toEqual([])
  expect((await his.createSignedUrl(`${folder}/processed.png`, 60)).error).toMatchObject({ statusCode: '404' })
  expect((await his.remove([`${folder}/processed.png`])).data).toEqual([])
  expect((await his.upload(`${folder}/other.png`, bytes(10, 2), png)).error).toMatchObject({ statusCode: '403' })
  expect((await his.upload(`${folder}/processed.png`, bytes(10, 2), { ...png, upsert: true })).error).toMatchObject({
    statusCode: '403',
  })
  expect((await his.move(`${folder}/processed.png`, `${folder}/his.png`)).error).toMatchObject({ statusCode: '404' })
  const nobody = clientOf(standIn).storage.from('processed-images')
  expect((await nobody.download(`${folder}/processed.png`)).error).toMatchObject({ statusCode: '404' })
  expect((await bucket.upload(`${folder}/a.txt`, 'text', { contentType: 'text/plain' })).error).toMatchObject({
    statusCode: '415',
  })
  expect((await ada.storage.from('nowhere').upload('a', 'b', png)).error).toMatchObject({ statusCode: '404' })
  await standIn.database.query(`update storage.buckets set file_size_limit = 20 where id = 'processed-images'`)
  expect((await bucket.upload(`${folder}/big.png`, bytes(21, 1), png)).error).toMatchObject({ statusCode: '413' })
  expect((await resumable(folder, 'processed-images', 'big.png', bytes(21, 1)).done).status).toBe(413)
  standIn.disk.freeBytes = 5
  expect((await bucket.upload(`${folder}/disk.png`, bytes(10, 1), png)).error).toMatchObject({ status: 507 })
  expect(standIn.disk.freeBytes).toBe(5)
  standIn.disk.freeBytes = Number.POSITIVE_INFINITY
  expect((await bucket.list(folder)).data?.map(({ name }) => name)).toEqual(['processed.png'])
})

/** One resumable upload as Supabase documents it, with chunks of 64 KiB; `status`: of the answer that ended it, 0 where it succeeded. */
function resumable(
  folder: string,
  bucketName: string,
  name: string,
  content: Uint8Array,
  options: Partial<UploadOptions> = {},
) {
  const { promise: done, resolve } = Promise.withResolvers<{ status: number }>()
  const upload = new Upload(Buffer.from(content), {
    endpoint: `${standIn.url}/storage/v1/upload/resumable`,
    chunkSize: 65_536,
    retryDelays: [0, 0, 0],
    metadata: {
      bucketName,
      objectName: `${folder}/${name}`,
      contentType: 'image/png',
      metadata: JSON.stringify({ sha256: hash(content) }),
    },
    onBeforeRequest: async (request) => {
      const { data } = await ada.auth.getSession()
      request.setHeader('authorization', `Bearer ${data.session?.access_token}`)
    },
    onSuccess: () => resolve({ status: 0 }),
    onError: (error) => resolve({ status: ('originalResponse' in error && error.originalResponse?.getStatus()) || -1 }),
    onShouldRetry: (error) => (error.originalResponse?.getStatus() ?? 0) !== 413,
    ...options,
  })
  upload.start()
  return { upload, done }
}

test('a large object arrives in chunks, goes on after a break in mid-chunk, and is there once under the policies', async () => {
  const folder = await folderOf(ada)
  const content = bytes(300_000, 3)
  standIn.log.clear()
  standIn.faults.plan(
    { fault: { kind: 'cut-request', afterBytes: 30_000 }, on: /^PATCH .*resumable/, nth: 2 },
    { fault: { kind: 'cut-answer', afterBytes: 0 }, on: /^PATCH .*resumable/, nth: 4 },
    { fault: { kind: 'status', status: 500 }, on: /^PATCH .*resumable/, nth: 6 },
  )
  expect(await resumable(folder, 'multiview-images', 'big.png', content).done).toEqual({ status: 0 })
  expect(standIn.faults.pending).toBe(0)
  const sent = standIn.log.matching(/^PATCH .*resumable/).reduce((sum, { requestBytes }) => sum + requestBytes, 0)
  expect(sent).toBeLessThan(300_000 + 65_536 + 30_000)
  const bucket = ada.storage.from('multiview-images')
  const { data } = await bucket.download(`${folder}/big.png`)
  expect(hash((await data?.arrayBuffer()) ?? new ArrayBuffer())).toBe(hash(content))
  expect((await bucket.info(`${folder}/big.png`)).data).toMatchObject({
    size: 300_000,
    metadata: { sha256: hash(content) },
  })
  expect((await resumable(folder, 'multiview-images', 'big.png', content, { retryDelays: [] }).done).status).toBe(409)
  const upsert = { headers: { 'x-upsert': 'true' } }
  expect((await resumable(folder, 'multiview-images', 'big.png', content.subarray(9), upsert).done).status).toBe(0)
  const strange = await folderOf(bob)
  expect((await resumable(strange, 'multiview-images', 'big.png', content, { retryDelays: [] }).done).status).toBe(403)
})

test('functions and views are asked as tables are', async () => {
  const folder = await folderOf(ada)
  const project = folder.split('/')[1]
  for (const name of ['a', 'b'])
    await ada.storage
      .from('depth-maps')
      .upload(`${folder}/${name}.png`, bytes(9, 1), { ...png, metadata: { sha256: name } })
  expect((await ada.rpc('project_status', { project })).data).toMatchObject({
    project_id: project,
    status: 'uploading',
    progress: 5,
  })
  const objects = await ada
    .rpc('project_objects', { project }, { count: 'exact' })
    .select('name, size, sha256')
    .order('name', { ascending: false })
    .limit(1)
  expect(objects).toMatchObject({ count: 2, data: [{ name: expect.stringContaining('b.png'), size: 9, sha256: 'b' }] })
  expect((await ada.rpc('project_objects', { project }, { get: true }).eq('sha256', 'a')).data).toHaveLength(1)
  expect((await bob.rpc('project_objects', { project })).data).toEqual([])
  expect((await ada.rpc('purge_deleted_projects')).data).toEqual([])
  expect((await clientOf(standIn).rpc('purge_deleted_projects')).error).toMatchObject({ code: '42501' })
  expect((await from(ada, 'project_summary').select('status').eq('id', project).single()).data).toEqual({
    status: 'uploading',
  })
  expect((await from(bob, 'project_summary').select('status').eq('id', project)).data).toEqual([])
})

test('changes of rows are told to those who may see them', async () => {
  const { data } = await from(ada, 'projects').insert({ name: 'live' }).select('id').single()
  const listen = async (client: SupabaseClient, filter?: string) => {
    const seen: unknown[] = []
    await new Promise<void>((resolve, reject) => {
      client
        .channel(`projects ${filter}`)
        .on(
          'postgres_changes',
          { event: '*', schema: 'public', table: 'projects', filter },
          ({ eventType, new: row, old }) => seen.push([eventType, 'name' in row ? row.name : null, old]),
        )
        .subscribe((status, error) => (status === 'SUBSCRIBED' ? resolve() : reject(error ?? new Error(status))))
    })
    return seen
  }
  const [hers, filtered, his] = [await listen(ada), await listen(ada, 'name=eq.second'), await listen(bob)]
  const rename = (name: string) => from(ada, 'projects').update({ name }).eq('id', data?.id)
  await rename('first')
  await rename('second')
  await from(bob, 'projects').insert({ name: 'seen by bob alone' })
  await from(ada, 'projects').update({ deleted_at: 'now' }).eq('id', data?.id)
  // Of a row that is gone by then nothing but its deletion is told.
  await expect.poll(() => [hers.length, filtered.length, his.length], PATIENT).toEqual([3, 2, 1])
  await from(ada, 'projects').delete().eq('id', data?.id)
  const old = { id: data?.id }
  await expect
    .poll(() => hers, PATIENT)
    .toEqual([
      ['UPDATE', 'first', old],
      ['UPDATE', 'second', old],
      ['UPDATE', 'second', old],
      ['DELETE', null, old],
    ])
  await expect
    .poll(() => filtered, PATIENT)
    .toEqual([
      ['UPDATE', 'second', old],
      ['UPDATE', 'second', old],
      ['DELETE', null, old],
    ])
  await expect
    .poll(() => his, PATIENT)
    .toEqual([
      ['INSERT', 'seen by bob alone', {}],
      ['DELETE', null, old],
    ])
  await Promise.all([ada.removeAllChannels(), bob.removeAllChannels()])
})

test('who follows changes is told again after a break, and no more when the token has run out', async () => {
  const client = await signedInClient(standIn, 'lea@example.org')
  const [seen, states]: [string[], string[]] = [[], []]
  client
    .channel('all')
    .on('postgres_changes', { event: 'INSERT', schema: 'public', table: 'projects' }, (change) =>
      seen.push(change.new.name),
    )
    .subscribe((state) => states.push(state))
  const add = (name: string) => from(client, 'projects').insert({ name })
  await expect.poll(() => states, PATIENT).toEqual(['SUBSCRIBED'])
  standIn.cutRealtime()
  await expect.poll(() => states.filter((state) => state === 'SUBSCRIBED').length, PATIENT).toBe(2)
  await add('after the break')
  await expect.poll(() => seen, PATIENT).toEqual(['after the break'])
  standIn.clock.expireTokens()
  await from(ada, 'projects').insert({ name: 'refused' })
  await ada.auth.refreshSession()
  await bob.auth.refreshSession()
  await from(bob, 'projects').insert({ name: 'ends the channel' })
  await expect.poll(() => states.at(-1), PATIENT).toBe('CLOSED')
  expect(seen).toEqual(['after the break'])
  await client.removeAllChannels()
})

test('what is planned to go wrong does, once, and every byte is counted', async () => {
  const rows = () => from(ada, 'projects').select('id').limit(1)
  const save = () => from(ada, 'projects').insert({ name: 'saved' })
  standIn.faults.plan({ fault: { kind: 'status', status: 429, retryAfterSeconds: 3 }, on: /^POST \/rest/, nth: 2 })
  expect((await save()).status).toBe(201)
  const busy = await fetch(`${standIn.url}/rest/v1/projects`, { method: 'POST' })
  expect([busy.status, busy.headers.get('retry-after')]).toEqual([429, '3'])
  standIn.faults.plan({ fault: { kind: 'expired-token' }, times: 2 })
  expect(await rows()).toMatchObject({ status: 401, error: { code: 'PGRST303' } })
  const object = await ada.storage.from('depth-maps').list()
  expect(object.error).toMatchObject({ statusCode: '403', message: '"exp" claim timestamp check failed' })

  standIn.faults.plan(
    { fault: { kind: 'cut-request', afterBytes: 0 } },
    { fault: { kind: 'cut-answer', afterBytes: 0 }, nth: 2 },
  )
  const count = async () =>
    (await from(ada, 'projects').select('id', { count: 'exact', head: true }).eq('name', 'saved')).count
  expect((await save()).error?.message).toContain('fetch failed')
  expect((await save()).error?.message).toContain('fetch failed')
  expect(await count()).toBe(2)
  standIn.faults.plan({ fault: { kind: 'cut-answer', afterBytes: 1000 }, on: /^GET .storage/ })
  const half = await folderOf(ada)
  await ada.storage.from('depth-maps').upload(`${half}/a.png`, bytes(200_000, 1), png)
  // supabase-js does not catch this one.
  await expect(ada.storage.from('depth-maps').download(`${half}/a.png`)).rejects.toThrow('terminated')
  expect(standIn.log.requests.at(-1)).toMatchObject({ status: 200, responseBytes: 1000 })
  standIn.faults.plan({ fault: { kind: 'silence' } })
  expect((await save().abortSignal(AbortSignal.timeout(200))).error?.message).toContain('Timeout')
  expect(await count()).toBe(2)

  standIn.log.clear()
  const folder = await folderOf(ada)
  await ada.storage.from('depth-maps').upload(`${folder}/a.png`, bytes(5000, 1), png)
  await ada.storage.from('depth-maps').download(`${folder}/a.png`)
  expect(standIn.log.requests.map(({ method, status }) => [method, status])).toEqual([
    ['POST', 201],
    ['POST', 200],
    ['GET', 200],
  ])
  expect(standIn.log.matching(/depth-maps/)).toMatchObject([
    { requestBytes: 5000 },
    { requestBytes: 0, responseBytes: 5000 },
  ])
})

test('tokens run out by the clock of the server, are refreshed, and sessions end', async () => {
  const client = await signedInClient(standIn, 'carol@example.org')
  standIn.clock.expireTokens()
  expect((await from(client, 'projects').select()).error).toMatchObject({ code: 'PGRST303' })
  const before = (await client.auth.getSession()).data.session?.refresh_token ?? ''
  expect((await client.auth.refreshSession()).error).toBeNull()
  expect((await from(client, 'projects').select()).error).toBeNull()
  // The answer to a refresh may be lost: the token before the current one still works, older ones end the session.
  expect((await client.auth.refreshSession({ refresh_token: before })).error).toBeNull()
  await client.auth.refreshSession()
  standIn.clock.skewSeconds = 11
  expect((await client.auth.refreshSession({ refresh_token: before })).error).toMatchObject({
    code: 'refresh_token_already_used',
  })
  standIn.clock.skewSeconds = 0

  const wrong = await clientOf(standIn).auth.verifyOtp({ email: 'carol@example.org', token: '000000', type: 'email' })
  expect(wrong.error).toMatchObject({ status: 403, code: 'otp_expired' })
  const early = await signedInClient(standIn, 'dave@example.org')
  standIn.clock.skewSeconds = -120
  expect((await from(early, 'projects').select()).error).toMatchObject({ message: 'JWT issued at future' })
  standIn.clock.skewSeconds = 0
  expect((await early.auth.signOut()).error).toBeNull()
  expect((await early.auth.getSession()).data.session).toBeNull()
})
