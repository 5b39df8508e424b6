import { Vector3 } from 'three'

/** World units a second; the object is about one in radius. */
const FIRST_SPEED = 0.8
const FASTER = 3.5
/** Keys by where they lie, so that the hand finds them on every layout. */
const WAYS: Readonly<Record<string, readonly [number, number, number]>> = {
  KeyW: [0, 0, 1],
  KeyS: [0, 0, -1],
  KeyD: [1, 0, 0],
  KeyA: [-1, 0, 0],
  KeyE: [0, 1, 0],
  KeyQ: [0, -1, 0],
}

export interface FlyKeys {
  /** How far the keys that are down move the camera in so many seconds: right, up, forward; null: not at all. */
  move(seconds: number): Vector3 | null
  setEnabled(enabled: boolean): void
  dispose(): void
}

/** WASD and QE, Shift to go faster, the wheel over `element` for the speed. */
export function createFlyKeys(element: HTMLElement, invalidate: () => void): FlyKeys {
  const down = new Set<string>()
  let speed = FIRST_SPEED
  let fast = false
  let enabled = false
  const onKey = (event: KeyboardEvent) => {
    fast = event.shiftKey
    if (!(event.code in WAYS)) return
    if (event.type === 'keyup') return void down.delete(event.code)
    if (!enabled || event.ctrlKey || event.metaKey || event.altKey || isTyped(event.target)) return
    down.add(event.code)
    event.preventDefault()
    invalidate()
  }
  const onWheel = (event: WheelEvent) => {
    if (!enabled) return
    event.preventDefault()
    speed = Math.min(Math.max(speed * (event.deltaY < 0 ? 1.2 : 1 / 1.2), 0.02), 20)
  }
  const release = () => down.clear()
  window.addEventListener('keydown', onKey)
  window.addEventListener('keyup', onKey)
  window.addEventListener('blur', release)
  element.addEventListener('wheel', onWheel, { passive: false })
  return {
    move: (seconds) => {
      if (!enabled || down.size === 0) return null
      const way = new Vector3()
      for (const code of down) way.add(new Vector3(...WAYS[code]))
      return way.lengthSq() === 0 ? null : way.setLength(seconds * speed * (fast ? FASTER : 1))
    },
    setEnabled: (now) => {
      enabled = now
      if (!now) down.clear()
    },
    dispose: () => {
      window.removeEventListener('keydown', onKey)
      window.removeEventListener('keyup', onKey)
      window.removeEventListener('blur', release)
      element.removeEventListener('wheel', onWheel)
    },
  }
}

function isTyped(target: EventTarget | null): boolean {
  return target instanceof HTMLElement && target.closest('input, textarea, select, [role="dialog"]') !== null
}
