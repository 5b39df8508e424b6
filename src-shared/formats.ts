/** The model formats the program writes: textured meshes, then splats. */
export const MODEL_FORMATS = ['glb', 'obj', 'usdz', 'ply', 'spz', 'splat'] as const
export type ModelFormat = (typeof MODEL_FORMATS)[number]

export function isModelFormat(text: string): text is ModelFormat {
  return (MODEL_FORMATS as readonly string[]).includes(text)
}
