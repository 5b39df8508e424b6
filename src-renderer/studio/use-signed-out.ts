import { useEffect, useState } from 'react'
import { checkSession } from '../state/check-session.ts'
import { useStudio } from '../state/studio-store.ts'

/** While it is not connected, the host is asked this often whether it still knows this browser. */
const ASK_EVERY_MS = 4000

/** True when the host is there but does not let this browser in. */
export function useSignedOut(): boolean {
  const isConnected = useStudio(({ connection }) => connection === 'open')
  const [signedOut, setSignedOut] = useState(false)
  useEffect(() => {
    setSignedOut(false)
    if (isConnected) return
    const ask = () => void checkSession(document.baseURI).then((session) => setSignedOut(session === 'signed-out'))
    const first = setTimeout(ask, 1000)
    const timer = setInterval(ask, ASK_EVERY_MS)
    return () => {
      clearTimeout(first)
      clearInterval(timer)
    }
  }, [isConnected])
  return signedOut
}
