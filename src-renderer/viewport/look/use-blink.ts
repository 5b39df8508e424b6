import { useEffect, useState } from 'react'

/** True while the space bar is held down, unless a control has the keyboard. */
export function useBlink(enabled: boolean): boolean {
  const [held, setHeld] = useState(false)
  useEffect(() => {
    if (!enabled) return
    const onDown = (event: KeyboardEvent) => {
      if (event.key !== ' ' || takesSpace(event.target)) return
      event.preventDefault()
      setHeld(true)
    }
    const onUp = (event: KeyboardEvent) => {
      if (event.key === ' ') setHeld(false)
    }
    const release = () => setHeld(false)
    window.addEventListener('keydown', onDown)
    window.addEventListener('keyup', onUp)
    window.addEventListener('blur', release)
    return () => {
      window.removeEventListener('keydown', onDown)
      window.removeEventListener('keyup', onUp)
      window.removeEventListener('blur', release)
      setHeld(false)
    }
  }, [enabled])
  return held
}

function takesSpace(target: EventTarget | null): boolean {
  return target instanceof HTMLElement && target.closest('button, input, textarea, select, [role="dialog"]') !== null
}
