import { useEffect, useState } from 'react'
import { formatFileAddress } from '../../src-shared/studio-api/file-address.ts'
import { type ViewsSummary, viewsSummarySchema } from '../../src-shared/views-summary.ts'

/** What is known of a project's sixteen views; null while there are none. */
export function useViewsSummary(projectId: string, revision: number | null): ViewsSummary | null {
  const [summary, setSummary] = useState<ViewsSummary | null>(null)
  useEffect(() => {
    const controller = new AbortController()
    setSummary(null)
    if (revision === null) return
    const load = async () => {
      const address = formatFileAddress({ kind: 'views', projectId })
      const response = await fetch(`${address}?revision=${revision}`, { signal: controller.signal })
      if (response.ok) setSummary(viewsSummarySchema.parse(await response.json()))
    }
    // Without them the panel says that there are none.
    load().catch(() => {})
    return () => controller.abort()
  }, [projectId, revision])
  return summary
}
