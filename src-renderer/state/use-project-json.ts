import { useEffect, useState } from 'react'
import type { z } from 'zod'

/** A JSON file of a project; null while there is none (`address` null), or it cannot be read. What was there stays until the new one has come. */
export function useProjectJson<Schema extends z.ZodType>(
  schema: Schema,
  address: string | null,
): z.output<Schema> | null {
  const [value, setValue] = useState<z.output<Schema> | null>(null)
  useEffect(() => {
    if (address === null) return setValue(null)
    const controller = new AbortController()
    const load = async () => {
      const response = await fetch(address, { signal: controller.signal })
      if (!response.ok) return setValue(null)
      setValue(schema.parse(await response.json()))
    }
    // Who shows it says that there is nothing.
    load().catch(() => controller.signal.aborted || setValue(null))
    return () => controller.abort()
  }, [schema, address])
  return value
}
