import { perform } from './edit-actions.ts'
import { type Box, useEdits } from './edit-store.ts'
import { placeOf } from './transform-math.ts'

/** Moves the model up or down until it stands on the grid. */
export async function standOnFloor(): Promise<void> {
  await perform('Moving', async (worker) => {
    const lowest = await worker.floor()
    const { transform, floor } = useEdits.getState()
    const [x, y, z] = transform.translation
    return { type: 'transform', transform: { ...transform, translation: [x, y + floor - lowest, z] } }
  })
}

/** Moves the model along the grid until its middle is over the grid's. */
export async function centreOnOrigin(fit: Box): Promise<void> {
  await perform('Moving', async () => {
    const { transform } = useEdits.getState()
    const [px, , pz] = placeOf(fit.centre, transform)
    const [x, y, z] = transform.translation
    return { type: 'transform', transform: { ...transform, translation: [x - px, y, z - pz] } }
  })
}
