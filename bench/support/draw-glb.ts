import { resolve } from 'node:path'
import { chromium } from 'playwright-core'
import { build } from 'vite'
import type { GlbCamera, GlbLook } from './glb-page.ts'

export interface GlbDrawer {
  /** PNG of each look. */
  draw(glb: Uint8Array, camera: GlbCamera, looks: readonly GlbLook[]): Promise<Buffer[]>
  close(): Promise<void>
}

/** Draws GLB files with three.js in headless Chromium (software WebGL): another reader and renderer than ours. */
export async function openGlbDrawer(): Promise<GlbDrawer> {
  const browser = await chromium.launch({
    executablePath: process.env.CHROMIUM ?? '/usr/bin/chromium',
    args: ['--no-sandbox', '--use-angle=swiftshader', '--enable-unsafe-swiftshader'],
  })
  const page = await browser.newPage()
  await page.setContent('<!doctype html><title>models</title>')
  await page.addScriptTag({ content: await bundle() })
  return {
    draw: async (glb, camera, looks) => {
      const model = Buffer.from(glb).toString('base64')
      const pictures = await page.evaluate(([file, from, all]) => window.drawGlb(file, from, all), [
        model,
        camera,
        looks,
      ] as const)
      return pictures.map((picture) => Buffer.from(picture, 'base64'))
    },
    close: () => browser.close(),
  }
}

async function bundle(): Promise<string> {
  const built = await build({
    logLevel: 'error',
    configFile: false,
    root: resolve(import.meta.dirname, '../..'),
    build: {
      write: false,
      lib: { entry: resolve(import.meta.dirname, 'glb-page.ts'), formats: ['iife'], name: 'page' },
    },
  })
  const chunks = (Array.isArray(built) ? built : [built]).flatMap((b) => ('output' in b ? b.output : []))
  return chunks.map((chunk) => ('code' in chunk ? chunk.code : '')).join('\n')
}
