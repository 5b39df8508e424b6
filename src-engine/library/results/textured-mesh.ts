import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { z } from 'zod'
import { takeArray } from '../../../src-shared/array-file.ts'
import type { TexturedMesh } from '../../../src-shared/mesh.ts'
import { writeAtomically } from '../../files/write-atomically.ts'
import { readArrays, writeArrays } from '../array-file.ts'

const textureSchema = z.object({
  mimeType: z.enum(['image/jpeg', 'image/png']),
  width: z.int().positive(),
  height: z.int().positive(),
})

const textureName = (mimeType: string) => (mimeType === 'image/png' ? 'texture.png' : 'texture.jpg')

/** `mesh.bin` holds the geometry bit for bit, `texture.jpg` (or .png) the encoded image, `texture.json` its size. */
export async function saveTexturedMesh(folder: string, mesh: TexturedMesh): Promise<string[]> {
  const { positions, normals, uvs, indices, baseColor } = mesh
  const { bytes, ...texture } = baseColor
  const names = ['mesh.bin', textureName(texture.mimeType), 'texture.json']
  const [meshFile, imageFile, textureFile] = names.map((name) => join(folder, name))
  await writeArrays(meshFile, { positions, normals, uvs, indices })
  await writeAtomically(imageFile, [bytes])
  await writeAtomically(textureFile, JSON.stringify(texture, null, 2))
  return [meshFile, imageFile, textureFile]
}

export async function loadTexturedMesh(folder: string): Promise<TexturedMesh> {
  const texture = textureSchema.parse(JSON.parse(await readFile(join(folder, 'texture.json'), 'utf8')))
  const arrays = await readArrays(join(folder, 'mesh.bin'))
  return {
    positions: takeArray(arrays, 'positions', Float32Array),
    normals: takeArray(arrays, 'normals', Float32Array),
    uvs: takeArray(arrays, 'uvs', Float32Array),
    indices: takeArray(arrays, 'indices', Uint32Array),
    baseColor: { ...texture, bytes: await readFile(join(folder, textureName(texture.mimeType))) },
  }
}
