/** Extensions of the photos the engine reads. */
const EXTENSIONS = ['jpg', 'jpeg', 'png', 'heic', 'heif', 'webp', 'tif', 'tiff', 'avif']

/** What a file chooser is asked to offer. */
export const PHOTO_ACCEPT = `.${EXTENSIONS.join(',.')}` as const

/** The same for people. */
export const PHOTO_FORMATS = 'JPEG, PNG, HEIC, WebP, TIFF or AVIF'

/** By its name alone: the host looks at what is inside. */
export function isPhotoName(name: string): boolean {
  return EXTENSIONS.includes(name.slice(name.lastIndexOf('.') + 1).toLowerCase())
}

/** What systems leave in folders unasked: not worth a word to the person. */
export function isClutter(name: string): boolean {
  return name.startsWith('.') || ['thumbs.db', 'desktop.ini'].includes(name.toLowerCase())
}
