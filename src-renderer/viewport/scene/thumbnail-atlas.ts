import { useEffect, useState } from 'react'
import { CanvasTexture, LinearMipmapLinearFilter } from 'three'
import type { SeenPicture } from '../look/seen-pictures.ts'

/** Every graphics processor takes textures this large. */
const SIDE = 2048
const ASPECT = 4 / 3
/** Texture updates while thumbnails come in, at most so often. */
const UPDATE_MS = 150

export interface ThumbnailAtlas {
  readonly texture: CanvasTexture
  /** Where a photo's thumbnail lies: left, top, right, bottom, 0 to 1 from the texture's top left. */
  cell(file: string): readonly [number, number, number, number] | null
}

/** How many cells across and down hold so many thumbnails, as large as they can be. */
export function atlasCells(count: number): { readonly columns: number; readonly rows: number } {
  // 16 cells across make thumbnails 128 pixels wide; more are not needed, however few there are.
  const columns = Math.max(16, Math.ceil(Math.sqrt(count / ASPECT)))
  return { columns, rows: Math.max(Math.floor(columns * ASPECT), Math.ceil(count / columns)) }
}

/** All thumbnails in one texture, so that all photos are drawn at once. They fill in as they arrive. */
export function useThumbnailAtlas(pictures: readonly SeenPicture[], invalidate: () => void): ThumbnailAtlas | null {
  const [atlas, setAtlas] = useState<ThumbnailAtlas | null>(null)
  const addresses = pictures.map(({ thumbnail }) => thumbnail).join(' ')
  // biome-ignore lint/correctness/useExhaustiveDependencies: `addresses` says all that counts of the pictures
  useEffect(() => {
    const canvas = document.createElement('canvas')
    canvas.width = SIDE
    canvas.height = SIDE
    const context = canvas.getContext('2d')
    if (!context) return
    const { columns, rows } = atlasCells(pictures.length)
    const width = SIDE / columns
    const height = SIDE / rows
    const texture = new CanvasTexture(canvas)
    texture.flipY = false
    texture.minFilter = LinearMipmapLinearFilter
    const places = new Map(pictures.map(({ file }, i) => [file, [i % columns, Math.floor(i / columns)] as const]))
    setAtlas({
      texture,
      cell: (file) => {
        const place = places.get(file)
        if (!place) return null
        const [column, row] = place
        return [column / columns, row / rows, (column + 1) / columns, (row + 1) / rows]
      },
    })
    const stopped = new AbortController()
    let pending: ReturnType<typeof setTimeout> | undefined
    const show = () => {
      pending ??= setTimeout(() => {
        pending = undefined
        texture.needsUpdate = true
        invalidate()
      }, UPDATE_MS)
    }
    const load = async ({ file, thumbnail }: SeenPicture) => {
      const response = await fetch(thumbnail, stopped)
      if (!response.ok) return
      const image = await createImageBitmap(await response.blob())
      const [column, row] = places.get(file) ?? [0, 0]
      context.drawImage(image, column * width, row * height, width, height)
      image.close()
      show()
    }
    void (async () => {
      // A photo without a thumbnail stays a bare frame.
      for (const picture of pictures) if (!stopped.signal.aborted) await load(picture).catch(() => {})
    })()
    return () => {
      stopped.abort()
      clearTimeout(pending)
      texture.dispose()
    }
  }, [addresses, invalidate])
  return atlas
}
