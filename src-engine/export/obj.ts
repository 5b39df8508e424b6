import { basename, dirname, extname, join } from 'node:path'
import type { TexturedMesh } from '../../src-shared/mesh.ts'
import type { FileToWrite } from '../files/write-atomically.ts'

/** Lines joined at a time: one string of a large mesh would exceed what V8 allows. */
const LINES_A_CHUNK = 50_000

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

  const chunks: Buffer[] = []
  let lines = [`mtllib ${name}.mtl`, 'o model', 'usemtl surface']
  const push = (line: string) => {
    lines.push(line)
    if (lines.length >= LINES_A_CHUNK) flush()
  }
  const flush = () => {
    chunks.push(Buffer.from(`${lines.join('\n')}\n`))
    lines = []
  }
  const vertices = positions.length / 3
  for (let i = 0; i < vertices; i++) push(`v ${numbers(positions, 3 * i, 3)}`)
  for (let i = 0; i < vertices; i++) push(`vt ${digits(uvs[2 * i])} ${digits(1 - uvs[2 * i + 1])}`)
  for (let i = 0; i < vertices; i++) push(`vn ${numbers(normals, 3 * i, 3)}`)
  const corner = (i: number) => `${indices[i] + 1}/${indices[i] + 1}/${indices[i] + 1}`
  for (let i = 0; i < indices.length; i += 3) push(`f ${corner(i)} ${corner(i + 1)} ${corner(i + 2)}`)
  flush()

  const folder = dirname(path)
  return [
    { path: join(folder, texture), chunks: [baseColor.bytes] },
    { path: join(folder, `${name}.mtl`), chunks: [Buffer.from(material.join('\n'))] },
    { path, chunks },
  ]
}

function numbers(array: Float32Array, start: number, count: number): string {
  let text = digits(array[start])
  for (let i = 1; i < count; i++) text += ` ${digits(array[start + i])}`
  return text
}

/** Seven significant digits, about what a 32-bit float holds. */
function digits(value: number): string {
  return String(Number(value.toPrecision(7)))
}
