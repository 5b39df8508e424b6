import { useEffect, useState } from 'react'
import { asStudioError } from '../../src-shared/as-studio-error.ts'
import type { ExportOptions } from '../../src-shared/export-options.ts'
import type { ModelFormat } from '../../src-shared/formats.ts'
import { studioClient } from '../state/studio-store.ts'

export interface Prediction {
  /** Of the options as they are, or while that is found out of those before; null where it cannot be told. */
  readonly bytes: number | null
  readonly isPending: boolean
  readonly error: string | null
}

/** A slider is asked about when it has come to rest. */
const DEBOUNCE_MS = 250
const NOTHING: Prediction = { bytes: null, isPending: false, error: null }

/** The size an export would have, by the host; the latest question alone is answered. `format` null: none is asked. */
export function usePrediction(projectId: string, format: ModelFormat | null, options: ExportOptions): Prediction {
  const [prediction, setPrediction] = useState(NOTHING)
  useEffect(() => {
    if (format === null) return setPrediction(NOTHING)
    let isLatest = true
    setPrediction(({ bytes }) => ({ bytes, isPending: true, error: null }))
    const timer = setTimeout(() => {
      studioClient()
        .api.predictExport({ projectId, format, options })
        .then(
          ({ bytes }) => isLatest && setPrediction({ bytes, isPending: false, error: null }),
          (cause: unknown) => isLatest && setPrediction({ ...NOTHING, error: asStudioError(cause).message }),
        )
    }, DEBOUNCE_MS)
    return () => {
      isLatest = false
      clearTimeout(timer)
    }
  }, [projectId, format, options])
  return prediction
}
