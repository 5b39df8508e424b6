import { useThree } from '@react-three/fiber'
import { SparkRenderer } from '@sparkjsdev/spark'
import { useEffect } from 'react'
import { useRuntime } from '../viewport-runtime.ts'

/** Draws all splats of the scene, blended and sorted together. */
export function Spark() {
  const gl = useThree((state) => state.gl)
  const scene = useThree((state) => state.scene)
  const invalidate = useThree((state) => state.invalidate)
  useEffect(() => {
    const spark = new SparkRenderer({
      renderer: gl,
      onDirty: invalidate,
      // As the trainer blends: by depth along the view, widened by 0.3 px^2, and as much fainter.
      sortRadial: false,
      preBlurAmount: 0,
      blurAmount: 0.3,
      // 32-bit positions: halves would show as steps when one goes near.
      accumExtSplats: true,
      enableLod: false,
    })
    // Nothing that pictures are taken without.
    spark.layers.set(0)
    scene.add(spark)
    useRuntime.setState({ spark })
    return () => {
      useRuntime.setState({ spark: null })
      scene.remove(spark)
      spark.dispose()
    }
  }, [gl, scene, invalidate])
  return null
}
