import { useEffect } from 'react'
import { CropHandles } from './crop-handles.tsx'
import { useEdits } from './edit-store.ts'
import { EditedSplats } from './edited-splats.tsx'
import { TransformHandles } from './transform-handles.tsx'

/**
 * Inside the canvas: the trained splats as edited, crop handles, the transform's handles. `floor` is the height of the
 * grid, world units.
 */
export function EditScene({ floor }: { readonly floor: number }) {
  const { cloud, cropDraft, transform, tool, fit } = useEdits()
  useEffect(() => useEdits.setState({ floor }), [floor])
  return (
    <>
      {cloud && <EditedSplats cloud={cloud} />}
      {cropDraft && <CropHandles volume={cropDraft} transform={transform} />}
      {tool === 'transform' && fit && <TransformHandles fit={fit} />}
    </>
  )
}
