import { StudioError } from '../../../src-shared/errors.ts'

/**
 * Where a file is fetched from. A mirror is an address in which `{host}`, `{path}`, `{file}` and `{url}` stand for parts
 * of the published address; without any of these the published path is put behind it. What comes is held against the
 * published checksum all the same. Throws `bad_arguments` where it makes no address of http or https.
 */
export function mirrored(published: string, mirror: string | null): URL {
  const url = new URL(published)
  if (mirror === null) return url
  const path = url.pathname.slice(1)
  const parts = { host: url.host, path, file: path.split('/').at(-1) ?? '', url: published }
  const pattern = /\{(host|path|file|url)\}/
  const template = pattern.test(mirror) ? mirror : `${mirror.replace(/\/$/, '')}/{path}`
  const address = template.replace(new RegExp(pattern, 'g'), (_, name: keyof typeof parts) => parts[name])
  const made = URL.parse(address)
  if (made && ['http:', 'https:'].includes(made.protocol)) return made
  throw new StudioError(
    'bad_arguments',
    `"${mirror}" is no address of a mirror.`,
    'Write it like https://mirror.example/{path}.',
  )
}
