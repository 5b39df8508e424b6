import type { SparkRenderer } from '@sparkjsdev/spark'
import type { PerspectiveCamera, Scene } from 'three'

/** Sorts all splats for this camera, and comes back when the next picture will show them so. */
export async function settleSplats(spark: SparkRenderer, scene: Scene, camera: PerspectiveCamera): Promise<void> {
  await sorted(spark)
  await spark.update({ scene, camera })
  await sorted(spark)
}

async function sorted(spark: SparkRenderer): Promise<void> {
  while (spark.sorting || spark.sortDirty) await new Promise((resolve) => setTimeout(resolve, 4))
}
