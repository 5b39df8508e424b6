#!/usr/bin/env node
/*
 * Compiles src-engine/kernels/*.as.ts (AssemblyScript, WebAssembly SIMD) and writes each module as base64 into a
 * .wasm.ts beside it, which is committed: neither `npm ci` nor a user needs a build.
 *   node scripts/build-kernels.mjs           compile and write
 *   node scripts/build-kernels.mjs --check   exit 1 when a committed module is not what its source compiles to
 */
import { readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import asc from 'assemblyscript/asc'

const folder = fileURLToPath(new URL('../src-engine/kernels/', import.meta.url))
const check = process.argv.includes('--check')
const sources = readdirSync(folder).filter((name) => name.endsWith('.as.ts'))
const read = (name) => readFileSync(folder + name, 'utf8')

async function compile(source) {
  let binary
  const flags = ['-O3', '--runtime', 'stub', '--enable', 'simd', '--enable', 'relaxed-simd', '--noAssert']
  flags.push('--outFile', 'module.wasm')
  // A source whose first line says so works on a memory that it is given and that threads share.
  if (read(source).split('\n')[0].endsWith('memory: shared')) {
    flags.push('--importMemory', '--sharedMemory', '--maximumMemory', '65536', '--enable', 'threads')
  }
  const { error, stderr } = await asc.main([source, ...flags], {
    readFile: (name) => (sources.includes(name) ? read(name) : null),
    listFiles: () => [],
    writeFile: (name, bytes) => {
      if (name === 'module.wasm') binary = bytes
    },
  })
  if (error) throw new Error(`${source}: ${error.message}\n${stderr.toString()}`)
  return Buffer.from(binary).toString('base64')
}

const stale = []
for (const source of sources) {
  // What only other kernels import has no module of its own.
  if (read(source).split('\n')[0].includes('included by')) continue
  const target = folder + source.replace('.as.ts', '.wasm.ts')
  const text = `// ${source}, compiled by scripts/build-kernels.mjs\nexport default '${await compile(source)}'\n`
  let committed = ''
  try {
    committed = readFileSync(target, 'utf8')
  } catch {
    // Not there yet: stale.
  }
  if (committed === text) continue
  stale.push(source)
  if (!check) writeFileSync(target, text)
}
if (check && stale.length > 0) {
  console.error(`Not compiled since the source changed: ${stale.join(', ')}. Run node scripts/build-kernels.mjs.`)
  process.exit(1)
}
console.log(check ? 'All kernels are up to date.' : `Compiled ${stale.length} kernel(s).`)
