import type { TexturedMesh } from '../../src-shared/mesh.ts'
import { VERSION } from '../../src-shared/version.ts'
import { BAKED_ROUGHNESS } from './baked-roughness.ts'
import { sevenDigits } from './seven-digits.ts'
import { textChunks } from './text-chunks.ts'

/** Values of an array a line. */
const VALUES_A_LINE = 16

/**
 * A textured mesh as a USD layer in text: one Xform with one Mesh and its material. World frame as it is (+Y up), one
 * unit a metre as in glTF; v of the texture coordinates is turned over, since USD counts from the bottom. `texture` is
 * the image's path beside the layer.
 */
export function encodeUsda(mesh: TexturedMesh, texture: string): Uint8Array[] {
  const { positions, normals, uvs, indices } = mesh
  const { push, end } = textChunks()
  const array = (head: string, length: number, value: (i: number) => string, tail = '') => {
    push(`        ${head} = [`)
    for (let i = 0; i < length; i += VALUES_A_LINE) {
      const count = Math.min(VALUES_A_LINE, length - i)
      const values = Array.from({ length: count }, (_, k) => value(i + k)).join(', ')
      push(`            ${values}${i + count < length ? ',' : ''}`)
    }
    push(`        ]${tail}`)
  }
  const tuple = (...values: number[]) => `(${values.map(sevenDigits).join(', ')})`
  const triple = (from: Float32Array) => (i: number) => tuple(from[3 * i], from[3 * i + 1], from[3 * i + 2])
  const perVertex = ` (
            interpolation = "vertex"
        )`

  push(`#usda 1.0
(
    defaultPrim = "Model"
    doc = "Glimpse3D Studio ${VERSION}"
    metersPerUnit = 1
    upAxis = "Y"
)

def Xform "Model" (
    kind = "component"
)
{
    def Mesh "Surface" (
        prepend apiSchemas = ["MaterialBindingAPI"]
    )
    {
        uniform bool doubleSided = 1
        float3[] extent = [${extentOf(positions)
          .map((corner) => tuple(...corner))
          .join(', ')}]`)
  array('int[] faceVertexCounts', indices.length / 3, () => '3')
  array('int[] faceVertexIndices', indices.length, (i) => String(indices[i]))
  push('        rel material:binding = </Model/Materials/Baked>')
  array('normal3f[] normals', normals.length / 3, triple(normals), perVertex)
  array('point3f[] points', positions.length / 3, triple(positions))
  array('texCoord2f[] primvars:st', uvs.length / 2, (i) => tuple(uvs[2 * i], 1 - uvs[2 * i + 1]), perVertex)
  push(`        uniform token subdivisionScheme = "none"
    }

${material(texture)}
}`)
  return end()
}

function material(texture: string): string {
  return `    def Scope "Materials"
    {
        def Material "Baked"
        {
            token outputs:surface.connect = </Model/Materials/Baked/Surface.outputs:surface>

            def Shader "Surface"
            {
                uniform token info:id = "UsdPreviewSurface"
                color3f inputs:diffuseColor.connect = </Model/Materials/Baked/BaseColor.outputs:rgb>
                float inputs:metallic = 0
                float inputs:roughness = ${BAKED_ROUGHNESS}
                token outputs:surface
            }

            def Shader "BaseColor"
            {
                uniform token info:id = "UsdUVTexture"
                asset inputs:file = @${texture}@
                token inputs:sourceColorSpace = "sRGB"
                float2 inputs:st.connect = </Model/Materials/Baked/TextureCoordinates.outputs:result>
                token inputs:wrapS = "clamp"
                token inputs:wrapT = "clamp"
                float3 outputs:rgb
            }

            def Shader "TextureCoordinates"
            {
                uniform token info:id = "UsdPrimvarReader_float2"
                string inputs:varname = "st"
                float2 outputs:result
            }
        }
    }`
}

/** Lowest and highest corner. */
function extentOf(positions: Float32Array): [number[], number[]] {
  const low = [...positions.subarray(0, 3)]
  const high = [...low]
  for (let i = 3; i < positions.length; i++) {
    low[i % 3] = Math.min(low[i % 3], positions[i])
    high[i % 3] = Math.max(high[i % 3], positions[i])
  }
  return [low, high]
}
