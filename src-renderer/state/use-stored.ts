import { useCallback, useState } from 'react'

const PREFIX = 'glimpse3d.'

/** A small value this browser remembers, such as whether a panel is folded. Where storage is refused it lasts as long as the page. */
export function readStored<Value>(key: string, initial: Value): Value {
  try {
    const text = localStorage.getItem(PREFIX + key)
    const value = text === null ? initial : (JSON.parse(text) as Value)
    return typeof value === typeof initial ? value : initial
  } catch {
    return initial
  }
}

export function writeStored(key: string, value: unknown): void {
  try {
    localStorage.setItem(PREFIX + key, JSON.stringify(value))
  } catch {
    // Private windows and full storage: the choice is made again next time.
  }
}

export function useStored<Value>(key: string, initial: Value): [Value, (value: Value) => void] {
  const [value, setValue] = useState(() => readStored(key, initial))
  const store = useCallback(
    (next: Value) => {
      setValue(next)
      writeStored(key, next)
    },
    [key],
  )
  return [value, store]
}
