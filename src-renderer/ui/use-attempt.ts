import { useState } from 'react'
import { asStudioError } from '../../src-shared/as-studio-error.ts'
import type { StudioError } from '../../src-shared/errors.ts'

export interface Attempt {
  readonly isBusy: boolean
  /** Why the last attempt has failed; null: it has not, or another is under way. */
  readonly fault: StudioError | null
  /** Does something, unless something is being done. Never rejects. */
  readonly attempt: (work: () => Promise<unknown>) => Promise<void>
}

/** Something that a person asks for, with what goes wrong shown beside it. What they cancel is not worth a word. */
export function useAttempt(): Attempt {
  const [isBusy, setBusy] = useState(false)
  const [fault, setFault] = useState<StudioError | null>(null)
  return {
    isBusy,
    fault,
    attempt: async (work) => {
      if (isBusy) return
      setFault(null)
      setBusy(true)
      try {
        await work()
      } catch (cause) {
        const error = asStudioError(cause)
        setFault(error.code === 'cancelled' ? null : error)
      }
      setBusy(false)
    },
  }
}
