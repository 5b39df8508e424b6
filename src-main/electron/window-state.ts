import { readFileSync, writeFileSync } from 'node:fs'
import type { BrowserWindow, Rectangle } from 'electron'
import { z } from 'zod'

const windowStateSchema = z.strictObject({
  x: z.int(),
  y: z.int(),
  width: z.int().positive(),
  height: z.int().positive(),
  maximized: z.boolean(),
})
type WindowState = z.infer<typeof windowStateSchema>

/** In device-independent pixels, as all of Electron's. The renderer is laid out down to the smallest. */
export const SMALLEST = { width: 800, height: 560 }
const FIRST = { width: 1440, height: 900 }
/** So much of the title bar has to be on a screen for the window to be caught with the mouse. */
const VISIBLE = { width: 120, height: 32 }

/** Where the window was, if that still is on a screen; else the first size, for the system to place. */
export function readWindowState(file: string, screens: readonly Rectangle[]): Partial<WindowState> {
  try {
    const state = windowStateSchema.parse(JSON.parse(readFileSync(file, 'utf8')))
    const width = Math.max(state.width, SMALLEST.width)
    const height = Math.max(state.height, SMALLEST.height)
    if (screens.some((screen) => canBeCaught({ ...state, width, height }, screen))) return { ...state, width, height }
    return { ...FIRST, maximized: state.maximized }
  } catch {
    return FIRST
  }
}

function canBeCaught(window: Rectangle, screen: Rectangle): boolean {
  const across = Math.min(window.x + window.width, screen.x + screen.width) - Math.max(window.x, screen.x)
  const titleIsBelowTop = window.y >= screen.y
  const titleIsAboveBottom = window.y + VISIBLE.height <= screen.y + screen.height
  return across >= VISIBLE.width && titleIsBelowTop && titleIsAboveBottom
}

/** Keeps where the window is, for the next start. A disk that refuses costs no more than the memory of it. */
export function keepWindowState(file: string, window: BrowserWindow): void {
  const state: WindowState = { ...window.getNormalBounds(), maximized: window.isMaximized() }
  try {
    writeFileSync(file, JSON.stringify(state))
  } catch (error) {
    console.error(`The window's place could not be kept: ${(error as Error).message}`)
  }
}
