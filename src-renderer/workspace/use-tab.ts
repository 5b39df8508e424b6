import { useState } from 'react'
import { readStored, writeStored } from '../state/use-stored.ts'

/** Which of several tabs is in front; remembered for the place they are in. */
export function useTab<Name extends string>(
  place: string,
  names: readonly [Name, ...Name[]],
): [Name, (name: Name) => void] {
  const [tab, setTab] = useState(() => {
    const stored = readStored<string>(`tab.${place}`, names[0])
    return names.find((name) => name === stored) ?? names[0]
  })
  const choose = (name: Name) => {
    setTab(name)
    writeStored(`tab.${place}`, name)
  }
  return [tab, choose]
}
