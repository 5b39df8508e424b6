import { execFileSync } from 'node:child_process'
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { dirname, join, matchesGlob, relative, resolve } from 'node:path'
import { fileURLToPath, pathToFileURL } from 'node:url'
import { getCurrentFuseWire } from '@electron/fuses'
import { expect, test } from 'vitest'
import { temporaryFolder } from '../support/test-photos.ts'

const ROOT = fileURLToPath(new URL('../..', import.meta.url))
const config = readFileSync(join(ROOT, 'electron-builder.yml'), 'utf8')

/** The files of the build that an entry reaches, and the packages they name. */
function reach(entry: string): { files: string[]; packages: string[] } {
  const files = new Set<string>()
  const packages = new Set<string>()
  const visit = (file: string) => {
    if (files.has(file)) return
    files.add(file)
    for (const [, name] of readFileSync(file, 'utf8').matchAll(/(?:from |import\(|import |new URL\()"([^"]+)"/g)) {
      const path = resolve(dirname(file), name)
      if (name.startsWith('.')) visit(path)
      else if (!name.startsWith('node:')) packages.add(packageOf(name))
    }
  }
  visit(join(ROOT, 'out', 'main', entry))
  return { files: [...files].map((file) => relative(ROOT, file).replaceAll('\\', '/')), packages: [...packages] }
}

const packageOf = (name: string) => name.split('/', name.startsWith('@') ? 2 : 1).join('/')

/** The packages with all that they need in turn. */
function withDependencies(names: readonly string[], known = new Set<string>()): Set<string> {
  for (const name of names) {
    const path = join(ROOT, 'node_modules', name, 'package.json')
    if (known.has(name) || !existsSync(path)) continue
    known.add(name)
    const { dependencies = {} } = JSON.parse(readFileSync(path, 'utf8')) as { dependencies?: Record<string, string> }
    withDependencies(Object.keys(dependencies), known)
  }
  return known
}

test('the package leaves out nothing that main process or engine import', () => {
  const patterns = [...config.matchAll(/"!node_modules\/(\{[^}]+\})\/\*\*"/g)].map(([, names]) => names)
  expect(patterns).toHaveLength(2)
  const left = (name: string) => patterns.some((pattern) => matchesGlob(name.split('/')[0], pattern))
  expect(left('three')).toBe(true)
  const needed = withDependencies([...reach('index.js').packages, ...reach('engine.js').packages])
  expect([...needed]).toEqual(expect.arrayContaining(['zod', 'sharp', 'meshoptimizer']))
  expect([...needed].filter(left)).toEqual([])
})

test('every file of the engine and its threads lies unpacked, and nothing of the main process alone does', () => {
  const unpacked = [...config.matchAll(/^ {2}- (out\/main\/\S+)$/gm)].map(([, pattern]) => pattern)
  const isUnpacked = (file: string) => unpacked.some((pattern) => matchesGlob(file, pattern))
  const { files } = reach('engine.js')
  expect(files.filter((file) => file.endsWith('.worker.js')).length).toBeGreaterThan(5)
  expect(files.filter((file) => !isUnpacked(file))).toEqual([])
  expect(
    reach('index.js').files.filter((file) => /src-main\/electron|index\.js/.test(file) && isUnpacked(file)),
  ).toEqual([])
})

test('the fuses of a packaged binary are set as meant', async () => {
  const folder = temporaryFolder()
  // A binary as @electron/fuses knows it: the sentinel, version 1, nine fuses, all on.
  const wire = Buffer.concat([
    Buffer.from('noise dL7pKGdnNz796PbbjQWNKmHXBZaB9tsX'),
    Buffer.from([1, 9]),
    Buffer.from('1'.repeat(9)),
    Buffer.from(' noise'),
  ])
  mkdirSync(folder, { recursive: true })
  writeFileSync(join(folder, 'glimpse3d-studio'), wire)
  const hook = pathToFileURL(join(ROOT, 'scripts', 'set-fuses.mjs')).href
  const packed = {
    appOutDir: folder,
    electronPlatformName: 'linux',
    packager: { executableName: 'glimpse3d-studio', appInfo: { productFilename: 'Glimpse3D Studio' } },
  }
  execFileSync(process.execPath, [
    '--input-type=module',
    '--eval',
    `const { default: setFuses } = await import(${JSON.stringify(hook)}); await setFuses(${JSON.stringify(packed)})`,
  ])
  const { version: _, ...fuses } = await getCurrentFuseWire(join(folder, 'glimpse3d-studio'))
  // RunAsNode, cookies, NODE_OPTIONS, --inspect, asar integrity, only asar, snapshot, file privileges, traps.
  expect(Object.values(fuses).map((state) => String.fromCharCode(Number(state)))).toEqual([...'010011001'])
})
