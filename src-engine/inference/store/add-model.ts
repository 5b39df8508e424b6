import { copyFile, mkdir, rename, rm } from 'node:fs/promises'
import { basename, join } from 'node:path'
import { StudioError } from '../../../src-shared/errors.ts'
import { fileError } from '../../files/file-error.ts'
import type { ModelFile } from '../cards/graph-spec.ts'
import { graphsOf, type ModelCard, modelCardSchema } from '../cards/model-card.ts'
import { SHIPPED_CARDS } from '../cards/shipped-cards.ts'
import { checkSpace } from '../downloads/check-space.ts'
import { type FileDigest, hashFile } from '../downloads/hash-file.ts'
import type { Inference } from '../sessions/inference.ts'
import { finishInstall } from './finish-install.ts'
import type { InstallRecord } from './installed-model.ts'
import { withModelLocked } from './lock-model.ts'

/** A file of the user's, where it lies and what it was called. */
export interface OwnFile {
  readonly path: string
  readonly name: string
}

interface ReadFile extends OwnFile {
  readonly digest: FileDigest
}

/**
 * Installs a model from files of the user's own, and gives its card. Without `like` the files are known by their
 * checksums. `like` names a card whose description fits: the files become that model where the card has no checksum, else
 * a model of their own, named after the first file. Files that belong together are added together.
 * Throws `bad_arguments` where nobody knows the files, and as `installModel` does.
 */
export async function addModel(
  models: string,
  files: readonly OwnFile[],
  inference: Pick<Inference, 'check'>,
  like?: ModelCard,
): Promise<ModelCard> {
  const read: ReadFile[] = []
  for (const file of files) read.push({ ...file, digest: await digestOf(file) })
  const card = cardFor(read, like)
  const folder = join(models, card.id)
  await withModelLocked(folder, card.title, async () => {
    const record: InstallRecord['files'] = {}
    for (const [i, [, { file }]] of graphsOf(card).entries()) {
      const own =
        read.find(({ digest }) => matches(file, digest)) ?? read.find(({ name }) => name === file.name) ?? read[i]
      await copyInto(own, join(folder, file.name))
      record[file.name] = { bytes: own.digest.bytes, sha256: own.digest.sha256 }
    }
    await finishInstall(models, card, record, inference)
  })
  return card
}

async function digestOf({ path, name }: OwnFile): Promise<FileDigest> {
  try {
    return await hashFile(path)
  } catch (cause) {
    throw fileError(cause, name)
  }
}

function cardFor(files: readonly ReadFile[], like: ModelCard | undefined): ModelCard {
  const published = SHIPPED_CARDS.find((card) =>
    graphsOf(card).every(([, { file }]) => files.some(({ digest }) => matches(file, digest))),
  )
  if (published) return published
  const names = files.map(({ name }) => name).join(', ')
  const part = SHIPPED_CARDS.find((card) =>
    graphsOf(card).some(([, { file }]) => files.some(({ digest }) => matches(file, digest))),
  )
  if (part) {
    const missing = graphsOf(part).filter(([, { file }]) => !files.some(({ digest }) => matches(file, digest)))
    throw badFiles(
      `${names} is a part of ${part.title}.`,
      `Add ${missing.map(([, { file }]) => file.name).join(', ')} with it.`,
    )
  }
  if (!like) {
    throw badFiles(
      `${names} is none of the models the program knows.`,
      'Say which one works alike, for example: glimpse3d models add FILE --like u2net. Or describe it in a card: --card FILE.json.',
    )
  }
  const graphs = graphsOf(like)
  if (graphs.length !== files.length) {
    const wanted = graphs.map(([name, { file }]) => `${name} (${file.name})`).join(', ')
    throw badFiles(`${like.title} has ${graphs.length} files: ${wanted}.`, 'Add them together, in this order.')
  }
  return graphs.every(([, { file }]) => file.hash === null) ? like : ownCard(like, files)
}

/** A card like another's for files that are not the other's. */
function ownCard(like: ModelCard, files: readonly ReadFile[]): ModelCard {
  const stem = basename(files[0].name).replace(/\.onnx$/i, '')
  const slug = stem
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, '-')
    .replace(/^-|-$/g, '')
    .slice(0, 50)
  const taken = SHIPPED_CARDS.some(({ id }) => id === slug)
  const graphs = graphsOf(like).map(([name, graph], i) => {
    const { digest } = files[i]
    const hash = { algorithm: 'sha256', hex: digest.sha256 }
    return [name, { ...graph, file: { name: `${name}.onnx`, url: null, bytes: digest.bytes, hash } }]
  })
  return modelCardSchema.parse({
    ...like,
    id: taken || slug === '' ? `own-${slug || like.id}` : slug,
    title: stem.slice(0, 80) || like.title,
    about: `Your own file, run like ${like.title}.`,
    licence: { name: 'your own file', url: null },
    graphs: Object.fromEntries(graphs),
  })
}

function matches({ hash }: ModelFile, digest: FileDigest): boolean {
  return hash !== null && digest[hash.algorithm] === hash.hex
}

async function copyInto({ path, digest }: ReadFile, target: string): Promise<void> {
  const temporary = `${target}.copy`
  try {
    await mkdir(join(target, '..'), { recursive: true })
    await checkSpace(target, digest.bytes)
    await copyFile(path, temporary)
    if ((await hashFile(temporary)).sha256 !== digest.sha256) throw new Error(`${path} changed while it was copied`)
    await rename(temporary, target)
  } catch (cause) {
    await rm(temporary, { force: true })
    throw fileError(cause, target, digest.bytes)
  }
}

function badFiles(message: string, hint: string): StudioError {
  return new StudioError('bad_arguments', message, hint)
}
