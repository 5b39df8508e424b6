import { useEffect } from 'react'
import { useStudio } from '../state/studio-store.ts'

/**
 * The browser asks before it closes a page whose uploads are not done. Not in the desktop app: it has no uploads, and
 * its window would stay open without a word.
 */
export function useLeaveWarning(isUnderWay: boolean): void {
  const isBrowser = useStudio(({ studio }) => studio?.host === 'browser')
  useEffect(() => {
    if (!isUnderWay || !isBrowser) return
    const ask = (event: BeforeUnloadEvent) => event.preventDefault()
    window.addEventListener('beforeunload', ask)
    return () => window.removeEventListener('beforeunload', ask)
  }, [isUnderWay, isBrowser])
}
