/** What a HEIC file says beside its pixels. */
export interface HeicMetadata {
  /** The EXIF block, starting at its TIFF header. */
  readonly exif: Buffer | undefined
  readonly icc: Buffer | undefined
}

interface Box {
  readonly type: string
  readonly start: number
  readonly end: number
}

/**
 * Finds EXIF and colour profile in a HEIC file: boxes of ISO/IEC 14496-12, items of ISO/IEC 23008-12. Written here
 * because exifr takes no account of base offsets in `iloc`, which libheif writes. A damaged file gives what was found.
 */
export function heicMetadata(file: Buffer): HeicMetadata {
  try {
    const meta = boxes(file, 0, file.length).find(({ type }) => type === 'meta')
    if (!meta) return { exif: undefined, icc: undefined }
    const inMeta = boxes(file, meta.start + 4, meta.end)
    return { exif: exifItem(file, inMeta), icc: iccProfile(file, inMeta) }
  } catch {
    return { exif: undefined, icc: undefined }
  }
}

function boxes(file: Buffer, start: number, end: number): Box[] {
  const found: Box[] = []
  for (let at = start; at + 8 <= end; ) {
    const short = file.readUInt32BE(at)
    const size = short === 1 ? Number(file.readBigUInt64BE(at + 8)) : short === 0 ? end - at : short
    if (size < 8) break
    found.push({ type: file.toString('latin1', at + 4, at + 8), start: at + (short === 1 ? 16 : 8), end: at + size })
    at += size
  }
  return found
}

function iccProfile(file: Buffer, inMeta: readonly Box[]): Buffer | undefined {
  for (const iprp of inMeta.filter(({ type }) => type === 'iprp')) {
    for (const ipco of boxes(file, iprp.start, iprp.end).filter(({ type }) => type === 'ipco')) {
      for (const colr of boxes(file, ipco.start, ipco.end).filter(({ type }) => type === 'colr')) {
        const kind = file.toString('latin1', colr.start, colr.start + 4)
        if (kind === 'prof' || kind === 'rICC') return file.subarray(colr.start + 4, colr.end)
      }
    }
  }
  return undefined
}

function exifItem(file: Buffer, inMeta: readonly Box[]): Buffer | undefined {
  const iinf = inMeta.find(({ type }) => type === 'iinf')
  const iloc = inMeta.find(({ type }) => type === 'iloc')
  if (!iinf || !iloc) return undefined
  const entries = boxes(file, iinf.start + (file[iinf.start] === 0 ? 6 : 8), iinf.end)
  for (const { start } of entries) {
    const idSize = file[start] === 3 ? 4 : 2
    if (file.toString('latin1', start + 4 + idSize + 2, start + 4 + idSize + 6) !== 'Exif') continue
    const item = itemData(file, iloc, file.readUIntBE(start + 4, idSize))
    // The item starts with the distance from its own end to the TIFF header.
    return item?.subarray(4 + item.readUInt32BE(0))
  }
  return undefined
}

/** The bytes of an item stored in one piece in the file itself, as EXIF always is. */
function itemData(file: Buffer, iloc: Box, wanted: number): Buffer | undefined {
  const version = file[iloc.start]
  const wide = version === 2 ? 4 : 2
  let at = iloc.start + 4
  const sizes = file.readUInt16BE(at)
  const [offsetSize, lengthSize, baseSize, indexSize] = [sizes >> 12, (sizes >> 8) & 15, (sizes >> 4) & 15, sizes & 15]
  at += 2
  const number = (size: number): number => {
    let value = 0
    for (let i = 0; i < size; i++) value = value * 256 + file[at++]
    return value
  }
  for (let items = number(wide); items > 0; items--) {
    const id = number(wide)
    const method = version === 0 ? 0 : number(2) & 15
    at += 2
    const base = number(baseSize)
    const extents = number(2)
    for (let i = 0; i < extents; i++) {
      if (version !== 0) at += indexSize
      const offset = base + number(offsetSize)
      const length = number(lengthSize)
      if (id === wanted && method === 0) return file.subarray(offset, offset + length)
    }
  }
  return undefined
}
