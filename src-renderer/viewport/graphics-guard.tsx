import { MonitorIcon } from '@phosphor-icons/react/dist/csr/Monitor'
import { type ReactNode, useCallback, useEffect, useState } from 'react'
import { Button } from '../ui/button.tsx'
import { EmptyState } from '../ui/empty-state.tsx'
import { useViewportHandle } from './viewport-handle.ts'

/** After this long without its context back, the canvas is made anew. */
const RECOVER_MS = 1500

/** Shows the canvas while the graphics processor plays along, and else what to do; makes it anew after a loss. */
export function GraphicsGuard({ children }: { readonly children: (attempt: number) => ReactNode }) {
  const [supported] = useState(hasWebGl)
  const [attempt, setAttempt] = useState(0)
  const [lost, setLost] = useState(false)
  const canvas = useViewportHandle((state) => state.canvas)
  const retry = useCallback(() => {
    setLost(false)
    setAttempt((count) => count + 1)
  }, [])
  useEffect(() => {
    if (!canvas) return
    const onLost = (event: Event) => {
      event.preventDefault()
      setLost(true)
    }
    canvas.addEventListener('webglcontextlost', onLost)
    return () => canvas.removeEventListener('webglcontextlost', onLost)
  }, [canvas])
  useEffect(() => {
    // Once by itself; should it be lost again, the person decides.
    if (!lost || attempt > 0) return
    const timer = setTimeout(retry, RECOVER_MS)
    return () => clearTimeout(timer)
  }, [lost, attempt, retry])
  if (!supported) {
    return (
      <EmptyState icon={<MonitorIcon size={34} />} title="This window cannot draw in 3D">
        The studio needs WebGL 2. Switch on hardware acceleration in the browser's settings, update the graphics driver,
        or open the studio in another browser. Runs and exports work without it.
      </EmptyState>
    )
  }
  if (lost) {
    return (
      <EmptyState
        icon={<MonitorIcon size={34} />}
        title="The graphics processor was reset"
        action={
          <Button kind="primary" onClick={retry}>
            Draw again
          </Button>
        }
      >
        Nothing of the project is lost. If it happens again, close other programs that draw in 3D.
      </EmptyState>
    )
  }
  return children(attempt)
}

function hasWebGl(): boolean {
  const context = document.createElement('canvas').getContext('webgl2')
  context?.getExtension('WEBGL_lose_context')?.loseContext()
  return context !== null
}
