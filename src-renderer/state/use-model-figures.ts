import { useEffect, useState } from 'react'
import { type ArrayEntry, parseArrayEntries } from '../../src-shared/array-file.ts'
import { type FileAddress, formatFileAddress } from '../../src-shared/studio-api/file-address.ts'
import type { ProjectState } from '../../src-shared/studio-api/project.ts'
import { madeIn } from './made-in.ts'
import { type ModelFigures, meshFigures, splatFigures } from './model-figures.ts'

const NONE: ModelFigures = { splats: null, mesh: null }

/** How large the finished splats and mesh of a project are. Only the first bytes of their files are fetched. */
export function useModelFigures({ summary: { id }, stages }: ProjectState): ModelFigures {
  const trained = madeIn(stages, 'training')
  const surfaced = madeIn(stages, 'surface')
  const [figures, setFigures] = useState(NONE)
  useEffect(() => {
    const controller = new AbortController()
    const entriesOf = (kind: 'cloud' | 'mesh', made: number | null) =>
      made === null ? null : fetchEntries({ kind, projectId: id }, made, controller.signal)
    const load = async () => {
      const [cloud, mesh] = await Promise.all([entriesOf('cloud', trained), entriesOf('mesh', surfaced)])
      if (controller.signal.aborted) return
      setFigures({ splats: cloud && splatFigures(cloud), mesh: mesh && meshFigures(mesh) })
    }
    void load()
    return () => controller.abort()
  }, [id, trained, surfaced])
  return figures
}

/** The header of an array file; null where it cannot be read. The rest of the file is not waited for. */
async function fetchEntries(file: FileAddress, made: number, signal: AbortSignal): Promise<ArrayEntry[] | null> {
  try {
    const response = await fetch(`${formatFileAddress(file)}?revision=${made}`, { signal })
    const reader = response.ok ? response.body?.getReader() : undefined
    const first = await reader?.read()
    await reader?.cancel()
    return first?.value ? parseArrayEntries(first.value) : null
  } catch {
    return null
  }
}
