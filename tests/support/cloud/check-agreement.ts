import { createHash } from 'node:crypto'
import { readdir } from 'node:fs/promises'
import { expect } from 'vitest'
import { localFiles } from '../../../src-main/cloud/sync/local-files.ts'
import { projectsUnderSync } from '../../../src-main/cloud/sync/local-projects.ts'
import { listObjects, readProjects } from '../../../src-main/cloud/sync/remote-project.ts'
import type { Machine } from './machine.ts'

/**
 * Checks that a machine's projects and the cloud's hold the same: every object there is needed, none is missing, and each
 * holds what it says. Gives the hashes of all contents.
 */
export async function checkAgreement({ account, library }: Machine): Promise<Set<string>> {
  const ownerId = (await account.client.auth.getUser()).data.user?.id ?? ''
  const here = new Map((await projectsUnderSync(library)).map((project) => [project.state.projectId, project]))
  const contents = new Set<string>()
  const versions = new Set<string>()
  for (const { row, version } of await readProjects(account.client)) {
    const files = version?.manifest.files ?? []
    const project = here.get(row.id)
    expect(project, `${row.name} is here`).toBeDefined()
    const local = await localFiles(project?.folder ?? '', 'studio')
    expect(local).toEqual(files.map(({ path, bytes, sha256 }) => ({ path, bytes, sha256 })))
    expect(project?.state).toMatchObject({ settled: true, publishing: null, begun: [], replaced: [] })
    const stored = await listObjects(account.client, ownerId, row.id)
    const wanted = files.map(({ bucket, object, bytes, sha256 }) => [bucket, object, bytes, sha256].join(' '))
    expect(stored.map(({ bucket, name, bytes, sha256 }) => [bucket, name, bytes, sha256].join(' ')).sort()).toEqual(
      wanted.sort(),
    )
    for (const { bucket, name, sha256 } of stored) {
      const { data } = await account.client.storage.from(bucket).download(`${ownerId}/${row.id}/${name}`)
      const bytes = Buffer.from(data ? await data.arrayBuffer() : new ArrayBuffer(0))
      expect(createHash('sha256').update(bytes).digest('hex')).toBe(sha256)
      contents.add(sha256 ?? '')
    }
    expect(versions.has(row.content_hash ?? ''), `${row.name} is there once`).toBe(false)
    versions.add(row.content_hash ?? '')
    expect(
      (await readdir(`${project?.folder}/.sync`)).filter((name) => name === 'apply.json' || name === 'incoming'),
    ).toEqual([])
  }
  expect([...here.values()].length).toBe(versions.size)
  return contents
}
