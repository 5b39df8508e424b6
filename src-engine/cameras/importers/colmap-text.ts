import { z } from 'zod'
import type { ColmapCamera, ColmapImage, ColmapModel, ColmapPoint } from './colmap-model.ts'

const id = z.int().nonnegative()
const number = z.number()

const cameraRow = z.tuple([id, z.string(), z.int().positive(), z.int().positive()], number)
const imageRow = z.tuple([id, number, number, number, number, number, number, number, id, z.string().min(1)])
const pointRow = z.tuple([id, number, number, number, number, number, number, number], number)

/** Reads a COLMAP model from its three text files (https://colmap.github.io/format.html). Rejects what is not one. */
export function parseColmapText(files: { cameras: string; images: string; points: string }): ColmapModel {
  const cameras = new Map<number, ColmapCamera>()
  for (const line of rows(files.cameras)) {
    const [first, model, ...rest] = line.split(' ')
    const [cameraId, name, width, height, ...params] = cameraRow.parse([Number(first), model, ...rest.map(Number)])
    cameras.set(cameraId, { model: name, width, height, params })
  }
  return { cameras, images: parseImages(files.images), points: rows(files.points).map(parsePoint) }
}

/** Two lines an image; the second, its features, is empty where it has none. */
function parseImages(text: string): ColmapImage[] {
  const lines = text.split('\n').filter((line) => !line.startsWith('#'))
  const images: ColmapImage[] = []
  for (let i = 0; i < lines.length; i += 2) {
    while (i < lines.length && lines[i].trim() === '') i++
    if (i >= lines.length) break
    const words = lines[i].trim().split(/\s+/)
    const row = imageRow.parse([...words.slice(0, 9).map(Number), words.slice(9).join(' ')])
    const numbers = (lines[i + 1] ?? '').trim().split(/\s+/).filter(Boolean).map(Number)
    const features = new Float64Array((2 * numbers.length) / 3)
    for (let f = 0; 3 * f < numbers.length; f++) features.set(numbers.slice(3 * f, 3 * f + 2), 2 * f)
    const [imageId, ...pose] = row.slice(0, 8) as number[]
    images.push({
      id: imageId,
      rotation: pose.slice(0, 4),
      translation: pose.slice(4, 7),
      cameraId: row[8],
      name: row[9],
      features,
    })
  }
  return images
}

function parsePoint(line: string): ColmapPoint {
  const [, x, y, z_, r, g, b, , ...track] = pointRow.parse(line.split(' ').map(Number))
  return { position: [x, y, z_], color: [r, g, b], track }
}

/** Lines that are neither empty nor comments, words separated by one space. */
function rows(text: string): string[] {
  return text
    .split('\n')
    .map((line) => line.trim().replace(/\s+/g, ' '))
    .filter((line) => line !== '' && !line.startsWith('#'))
}
