import type { Photo } from '../../../src-shared/photo.ts'

/**
 * The photo each name means, or null. Names in camera files are relative to folders we do not know and may lack their
 * extension: the photo whose path agrees in most trailing parts wins, then one of the same name up to the extension.
 * Case is ignored. No photo is given away twice.
 */
export function matchPhotos<Named extends Pick<Photo, 'path' | 'file'>>(
  names: readonly string[],
  photos: readonly Named[],
): (Named | null)[] {
  const byStem = new Map<string, Named[]>()
  for (const photo of photos) {
    for (const stem of new Set([stemOf(photo.path), stemOf(photo.file)])) {
      byStem.set(stem, [...(byStem.get(stem) ?? []), photo])
    }
  }
  const taken = new Set<Named>()
  return names.map((name) => {
    let best: Named | null = null
    let bestScore = -1
    // With the extension gone, "r_1.5" has lost a piece of its name: try the whole name too.
    const candidates = [...(byStem.get(stemOf(name)) ?? []), ...(byStem.get(parts(name).at(-1) ?? '') ?? [])]
    for (const photo of candidates) {
      const score = Math.max(agreement(name, photo.path), agreement(name, photo.file))
      if (!taken.has(photo) && score > bestScore) {
        best = photo
        bestScore = score
      }
    }
    if (best) taken.add(best)
    return best
  })
}

/** How many trailing parts of two paths agree. */
function agreement(name: string, path: string): number {
  const a = parts(name).reverse()
  const b = parts(path).reverse()
  let n = 0
  while (n < a.length && n < b.length && a[n] === b[n]) n++
  return n
}

function parts(path: string): string[] {
  return path
    .toLowerCase()
    .split(/[/\\]/)
    .filter((part) => part !== '' && part !== '.')
}

function stemOf(path: string): string {
  return (parts(path).at(-1) ?? '').replace(/\.[^.]*$/, '')
}
