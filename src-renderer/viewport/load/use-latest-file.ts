import { useEffect, useRef, useState } from 'react'
import { drawCostMs } from '../scene/draw-cost.ts'
import { createLatest, type Latest } from './latest.ts'
import { loadFile } from './load-file.ts'
import type { Loaded } from './load-requests.ts'
import { previewPauseMs } from './preview-pause.ts'

/**
 * The file at that address, unpacked; null until there is one. When the address changes, what was there stays until the
 * new one has arrived, so that nothing flickers. A file that cannot be read leaves what was there, too.
 */
export function useLatestFile<Kind extends keyof Loaded>(kind: Kind, address: string | null): Loaded[Kind] | null {
  const [value, setValue] = useState<Loaded[Kind] | null>(null)
  const latest = useRef<Latest | null>(null)
  const wantsOne = useRef(false)
  useEffect(() => {
    // What arrives after it is no longer wanted is dropped.
    const take = (loaded: Loaded[Kind]) => wantsOne.current && setValue(loaded)
    const started = createLatest(
      (wanted) => loadFile(kind, wanted),
      take,
      ignore,
      () => previewPauseMs(drawCostMs()),
    )
    latest.current = started
    return () => started.stop()
  }, [kind])
  useEffect(() => {
    wantsOne.current = address !== null
    if (address === null) setValue(null)
    else latest.current?.want(address)
  }, [address])
  return value
}

/** A preview may be replaced while it is fetched; the event of the next revision follows. */
function ignore(): void {}
