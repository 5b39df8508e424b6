import { basename, dirname, extname, join } from 'node:path'
import type { TexturedMesh } from '../../src-shared/mesh.ts'
import type { FileToWrite } from '../files/write-atomically.ts'
import { sevenDigits } from './seven-digits.ts'
import { textChunks } from './text-chunks.ts'

/**
 * The files of a Wavefront OBJ model: texture, material library and mesh, in the order to write them (the OBJ last, so
 * that nothing it refers to is missing). World frame as it is (+Y up); v of the texture coordinates is turned over,
 * since OBJ counts from the bottom.
 */
export function encodeObj(mesh: TexturedMesh, path: string): FileToWrite[] {
  const { positions, normals, uvs, indices, baseColor } = mesh
  // Many readers end a file name in an OBJ or MTL at the first space.
  const name = basename(path, extname(path)).replace(/\s+/g, '_')
  const texture = `${name}.${baseColor.mimeType === 'image/png' ? 'png' : 'jpg'}`
  const material = ['newmtl surface', 'Ka 1 1 1', 'Kd 1 1 1', 'Ks 0 0 0', 'illum 1', `map_Kd ${texture}`, '']

  const { push, end } = textChunks()
  for (const line of [`mtllib ${name}.mtl`, 'o model', 'usemtl surface']) push(line)
  const vertices = positions.length / 3
  for (let i = 0; i < vertices; i++) push(`v ${triple(positions, 3 * i)}`)
  for (let i = 0; i < vertices; i++) push(`vt ${sevenDigits(uvs[2 * i])} ${sevenDigits(1 - uvs[2 * i + 1])}`)
  for (let i = 0; i < vertices; i++) push(`vn ${triple(normals, 3 * i)}`)
  const corner = (i: number) => `${indices[i] + 1}/${indices[i] + 1}/${indices[i] + 1}`
  for (let i = 0; i < indices.length; i += 3) push(`f ${corner(i)} ${corner(i + 1)} ${corner(i + 2)}`)

  const folder = dirname(path)
  return [
    { path: join(folder, texture), chunks: [baseColor.bytes] },
    { path: join(folder, `${name}.mtl`), chunks: [Buffer.from(material.join('\n'))] },
    { path, chunks: end() },
  ]
}

function triple(array: Float32Array, start: number): string {
  return `${sevenDigits(array[start])} ${sevenDigits(array[start + 1])} ${sevenDigits(array[start + 2])}`
}
