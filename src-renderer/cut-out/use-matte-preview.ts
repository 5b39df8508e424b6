import { useEffect, useRef, useState } from 'react'
import { asStudioError } from '../../src-shared/as-studio-error.ts'
import type { CutOutPreview } from '../../src-shared/cut-out-summary.ts'
import type { StudioError } from '../../src-shared/errors.ts'
import type { Stroke } from '../../src-shared/strokes.ts'
import { formatFileAddress } from '../../src-shared/studio-api/file-address.ts'
import { studioClient } from '../state/studio-store.ts'

export interface MattePreview {
  /** The whole photo, and as large the object's opacity, white. */
  readonly photo: ImageBitmap
  readonly matte: ImageBitmap
  readonly preview: CutOutPreview
}

interface MatteState {
  readonly shown: MattePreview | null
  /** What is shown is not yet that of the strokes there are. */
  readonly isCutting: boolean
  readonly error: StudioError | null
}

/**
 * The photo with its object cut out as the strokes say. One cut at a time: while it is made the last result stays, and only
 * the newest strokes are waited for.
 */
export function useMattePreview(projectId: string, photoId: string, strokes: readonly Stroke[]): MatteState {
  const [state, setState] = useState<MatteState>({ shown: null, isCutting: true, error: null })
  const wanted = useRef(strokes)
  const isBusy = useRef(false)
  const isGone = useRef(false)
  useEffect(() => {
    isGone.current = false
    return () => {
      isGone.current = true
    }
  }, [])
  useEffect(() => {
    const cutAll = async () => {
      if (isBusy.current) return
      isBusy.current = true
      for (let done: readonly Stroke[] | null = null; done !== wanted.current && !isGone.current; ) {
        done = wanted.current
        setState((before) => ({ ...before, isCutting: true }))
        try {
          const shown = await cut(projectId, photoId, done)
          if (!isGone.current) setState({ shown, isCutting: wanted.current !== done, error: null })
        } catch (cause) {
          setState((before) => ({ ...before, isCutting: false, error: asStudioError(cause) }))
        }
      }
      isBusy.current = false
    }
    wanted.current = strokes
    void cutAll()
  }, [projectId, photoId, strokes])
  return state
}

async function cut(projectId: string, photoId: string, strokes: readonly Stroke[]): Promise<MattePreview> {
  const { revision, ...preview } = await studioClient().api.previewCutOut({ projectId, photoId, strokes: [...strokes] })
  const load = async (kind: 'cutPhoto' | 'cutMatte') => {
    const response = await fetch(`${formatFileAddress({ kind, projectId })}?revision=${revision}`)
    return createImageBitmap(await response.blob())
  }
  const [photo, matte] = await Promise.all([load('cutPhoto'), load('cutMatte')])
  return { photo, matte, preview }
}
