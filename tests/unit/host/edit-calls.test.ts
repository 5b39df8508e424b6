import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { createEdits, type Edits } from '../../../src-main/host/edit-calls.ts'
import type { HostContext } from '../../../src-main/host/host-context.ts'
import { type LibraryShelf, openLibrary } from '../../../src-main/host/library-shelf.ts'
import { projectPaths, type StoredProject } from '../../../src-main/host/stored-project.ts'
import type { EditOperation } from '../../../src-shared/edits.ts'
import { encodeIndexSet } from '../../../src-shared/index-set.ts'
import type { StudioEvent } from '../../../src-shared/studio-api/studio-events.ts'
import { finishStages } from '../../support/finished-stages.ts'
import { randomSplats } from '../../support/test-models.ts'

const COUNT = 40
const select = (...splats: number[]): EditOperation => ({ type: 'select', splats: encodeIndexSet(splats, COUNT) })

let folder = ''
let library: LibraryShelf
let project: StoredProject
let edits: Edits
let told: StudioEvent[] = []
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'glimpse3d-edits-'))
  told = []
  await open()
  project = await library.create('Vase')
})
afterEach(async () => {
  library.close()
  await rm(folder, { recursive: true })
})

async function open() {
  library = await openLibrary(folder)
  edits = createEdits({ library, emit: (event: StudioEvent) => told.push(event) } as unknown as HostContext)
}

const train = (seed: number) => finishStages(projectPaths(project.folder).work, { cloud: randomSplats(COUNT, 1, seed) })

const push = (cloud: string, at: number, operation: EditOperation) =>
  edits.calls.pushEdit({ projectId: project.id, cloud, at, operation })
const present = async () => edits.calls.getEdits({ projectId: project.id })

describe('edits of a project', () => {
  test('there are none before there are splats', async () => {
    const refusal = { code: 'bad_arguments', hint: expect.stringContaining('run') }
    await expect(present()).rejects.toMatchObject(refusal)
    await expect(push('any', 0, select(1))).rejects.toMatchObject(refusal)
  })

  test('are kept, undone, redone, cut off, and there again in another studio', async () => {
    await train(1)
    const { cloud, ...empty } = await present()
    expect(empty).toEqual({ operations: [], cursor: 0, revision: 0 })
    const move = (cursor: number) => edits.calls.moveEdits({ projectId: project.id, cloud, cursor })
    expect(await push(cloud, 0, select(1))).toEqual({ cursor: 1, revision: 1 })
    expect(await push(cloud, 1, select(2))).toEqual({ cursor: 2, revision: 2 })
    expect(await move(0)).toEqual({ cursor: 0, revision: 3 })
    expect(await move(2)).toEqual({ cursor: 2, revision: 4 })
    await expect(move(3)).rejects.toMatchObject({ code: 'bad_arguments' })
    await move(1)
    expect(await push(cloud, 1, select(3))).toEqual({ cursor: 2, revision: 6 })
    // Every window hears of each change.
    expect(told).toEqual([1, 2, 3, 4, 5, 6].map((revision) => ({ type: 'edits', projectId: project.id, revision })))
    const kept = { cloud, operations: [select(1), select(3)], cursor: 2, revision: 6 }
    expect(await present()).toEqual(kept)
    library.close()
    await open()
    expect(await present()).toEqual(kept)
  })

  test('two hands at once: one of them is told, nothing is lost', async () => {
    await train(1)
    const { cloud } = await present()
    const outcomes = await Promise.allSettled([push(cloud, 0, select(1)), push(cloud, 0, select(2))])
    expect(outcomes.map(({ status }) => status)).toEqual(['fulfilled', 'rejected'])
    expect(outcomes[1]).toMatchObject({ reason: { code: 'bad_arguments' } })
    expect((await present()).operations).toEqual([select(1)])
  })

  test('many in quick succession keep their order', async () => {
    await train(1)
    const { cloud } = await present()
    const operations = Array.from({ length: COUNT }, (_, i) => select(i))
    await Promise.all(operations.map((operation, at) => push(cloud, at, operation)))
    const file = JSON.parse(await readFile(join(project.folder, 'edits.json'), 'utf8'))
    expect(file).toEqual({ cloud, operations, cursor: COUNT, revision: COUNT })
  })

  test('splats trained anew have none, and edits of the old ones are refused', async () => {
    await train(1)
    const { cloud } = await present()
    await push(cloud, 0, select(1))
    await train(2)
    const fresh = await present()
    expect(fresh.cloud).not.toBe(cloud)
    expect(fresh.operations).toEqual([])
    await expect(push(cloud, 1, select(2))).rejects.toMatchObject({ code: 'bad_arguments' })
    expect(await push(fresh.cloud, 0, select(4))).toMatchObject({ cursor: 1 })
    // The same splats again are the same cloud.
    await train(1)
    expect((await present()).cloud).toBe(cloud)
  })

  test('splats trained longer keep theirs, under their new name', async () => {
    await train(1)
    const { cloud: before } = await present()
    await push(before, 0, { type: 'delete', splats: encodeIndexSet([1, 2], COUNT), label: 'two' })
    const longer = { cloud: randomSplats(COUNT, 1, 2), continues: ['of long ago', before] }
    await finishStages(projectPaths(project.folder).work, longer)
    const { cloud, operations, cursor } = await present()
    expect(cloud).not.toBe(before)
    expect([operations.length, cursor]).toEqual([1, 1])
    expect(await edits.ofModel(project)).toMatchObject({ cloud, operations: [{ type: 'delete' }] })
    await expect(push(before, 1, select(3))).rejects.toMatchObject({ code: 'bad_arguments' })
    await push(cloud, 1, select(3))
    expect((await present()).operations).toHaveLength(2)
  })

  test('sets of splats that are not there are refused', async () => {
    await train(1)
    const { cloud } = await present()
    const wrong: EditOperation[] = [
      { type: 'select', splats: encodeIndexSet([COUNT], COUNT + 1) },
      { type: 'delete', splats: 'no set', label: '' },
    ]
    for (const operation of wrong)
      await expect(push(cloud, 0, operation)).rejects.toMatchObject({ code: 'bad_arguments' })
    expect((await present()).operations).toEqual([])
  })

  test('a damaged file is said to be, and used when it has been mended', async () => {
    await train(1)
    const path = join(project.folder, 'edits.json')
    await writeFile(path, '{"cloud":')
    await expect(present()).rejects.toMatchObject({ code: 'project_damaged', message: expect.stringContaining(path) })
    await rm(path)
    expect((await present()).cursor).toBe(0)
  })

  test('an export has to apply the fewest edits, of what counts for a model', async () => {
    await train(1)
    expect(await edits.ofModel(project)).toBeNull()
    const { cloud } = await present()
    const remove = (i: number): EditOperation => ({ type: 'delete', splats: encodeIndexSet([i], COUNT), label: '' })
    for (const [at, operation] of [remove(3), remove(5), select(8), remove(9)].entries())
      await push(cloud, at, operation)
    await edits.calls.moveEdits({ projectId: project.id, cloud, cursor: 3 })
    expect(await edits.ofModel(project)).toEqual({
      cloud,
      operations: [{ type: 'delete', splats: encodeIndexSet([3, 5], COUNT), label: 'edits' }],
    })
    await edits.calls.moveEdits({ projectId: project.id, cloud, cursor: 0 })
    expect(await edits.ofModel(project)).toBeNull()
    await train(2)
    expect(await edits.ofModel(project)).toBeNull()
  })

  test('nothing is written into the folder of a project that is gone', async () => {
    await train(1)
    const { cloud } = await present()
    await library.delete(project)
    await expect(push(cloud, 0, select(1))).rejects.toMatchObject({ code: 'project_not_found' })
    await expect(readFile(join(project.folder, 'edits.json'))).rejects.toThrow('ENOENT')
  })
})
