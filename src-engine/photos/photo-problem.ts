/** Why a file cannot be used, in words that go after its name, and what the user can do about it. */
export interface PhotoProblem {
  readonly reason: string
  readonly hint: string
}

/** Puts what a decoder or the file system said into words for a person. */
export function photoProblem(cause: unknown): PhotoProblem {
  const { code, message = '' } = cause as { code?: string; message?: string }
  if (code === 'ENOENT') return { reason: 'does not exist', hint: 'Check the path.' }
  if (code === 'EACCES' || code === 'EPERM') {
    return { reason: 'may not be read', hint: 'Give yourself permission to read the file.' }
  }
  if (code === 'EISDIR') return { reason: 'is a folder', hint: 'Give the folder alone, or the photos in it.' }
  if (/unsupported image format|unknown file type|corrupt header|bad seek/i.test(message)) {
    return {
      reason: 'is not a photo this program can read',
      hint: 'Use JPEG, PNG, WebP, TIFF, AVIF or HEIC; a raw photo must be exported first.',
    }
  }
  if (/pixel limit|exceeds/i.test(message)) {
    return { reason: 'has more than 120 megapixels', hint: 'Save it smaller.' }
  }
  return { reason: 'is damaged or cut off', hint: 'Copy it from the camera again, or leave it out.' }
}
