import { useEffect, useState } from 'react'
import { Button } from '../ui/button.tsx'
import { Logo } from './logo.tsx'
import classes from './splash.module.css'

/** A host that answers does so sooner than this; until then nothing flickers. */
const QUIET_MS = 350
/** From here on it is worth a word. */
const SLOW_MS = 6000

/** Until the host has answered for the first time. */
export function Splash() {
  const [waited, setWaited] = useState(0)
  useEffect(() => {
    const timers = [QUIET_MS, SLOW_MS].map((wait) => setTimeout(() => setWaited(wait), wait))
    return () => timers.forEach(clearTimeout)
  }, [])
  if (waited < QUIET_MS) return null
  return (
    <main className={classes.splash} aria-busy="true">
      <span className={classes.logo}>
        <Logo size={72} />
      </span>
      <h1>Glimpse3D Studio</h1>
      {waited < SLOW_MS ? (
        <p role="status">Opening your library…</p>
      ) : (
        <>
          <p role="status">
            The studio has not answered yet. It may still be starting; otherwise see whether “glimpse3d serve” runs, and
            open the link it prints.
          </p>
          <Button onClick={() => location.reload()}>Reload</Button>
        </>
      )}
    </main>
  )
}
