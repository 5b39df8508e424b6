import type { Plugin } from 'vite'

/** A backtick before it: a comment that quotes it. */
const SCRIPT_ADDRESS = /(?<!`)new URL\(\s*'(\.{1,2}\/[^']+)\.ts',\s*import\.meta\.url,?\s*\)/g

/**
 * Scripts that the sources start by address, `new URL('./x.worker.ts', import.meta.url)`, become entries of the build,
 * and the address that of the built file. With `preserveModules` every file stays where it stood beside the others, so
 * only the ending changes.
 */
export function builtUrls(): Plugin {
  return {
    name: 'built-urls',
    enforce: 'pre',
    async transform(code, id) {
      if (!id.endsWith('.ts')) return null
      for (const [, path] of code.matchAll(SCRIPT_ADDRESS)) {
        const script = await this.resolve(`${path}.ts`, id)
        if (!script) this.error(`${id} starts ${path}.ts, which is not there`)
        this.emitFile({ type: 'chunk', id: script.id, preserveSignature: 'strict' })
      }
      return code.replace(SCRIPT_ADDRESS, "new URL('$1.js', import.meta.url)")
    },
  }
}
