import { useEffect } from 'react'
import type { DrawnCloud } from '../splats/pack-cloud.ts'
import { CropHandles } from './crop-handles.tsx'
import { useEdits } from './edit-store.ts'
import { EditedSplats } from './edited-splats.tsx'
import { TransformHandles } from './transform-handles.tsx'

/**
 * Inside the canvas: the trained splats as edited, crop handles, the transform's handles. `floor` is the height of the
 * grid, world units; `version` another version of the very same splats, which is shown in their place, edited alike.
 */
export function EditScene({ floor, version }: { readonly floor: number; readonly version: DrawnCloud | null }) {
  const { cloud, cropDraft, transform, tool, fit } = useEdits()
  const drawn = version ?? cloud
  useEffect(() => useEdits.setState({ floor }), [floor])
  return (
    <>
      {drawn && <EditedSplats cloud={drawn} />}
      {cropDraft && <CropHandles volume={cropDraft} transform={transform} />}
      {tool === 'transform' && fit && <TransformHandles fit={fit} />}
    </>
  )
}
