// Runs the built main process and preload with the stand-in as `electron`, and runs on them what a test sends.
import { createRequire, registerHooks } from 'node:module'
import * as electron from './stand-in.ts'

const standIn = new URL('./stand-in.ts', import.meta.url).href
registerHooks({
  resolve: (specifier, context, next) =>
    specifier === 'electron' ? { url: standIn, shortCircuit: true } : next(specifier, context),
})
process.on('message', async ({ id, source, argument }: { id: number; source: string; argument: unknown }) => {
  try {
    // The function came as text from the test that is its parent.
    const run = new Function(`return (${source})`)() as (module: typeof electron, argument: unknown) => unknown
    process.send?.({ id, value: await run(electron, argument) })
  } catch (error) {
    process.send?.({ id, error: (error as Error).message })
  }
})
process.on('disconnect', () => {
  for (const engine of electron.record.engines) engine.kill()
  process.exit()
})
await import(new URL('../../../out/main/index.js', import.meta.url).href)
createRequire(import.meta.url)('../../../out/preload/index.cjs')
process.send?.({ id: 0, value: null })
