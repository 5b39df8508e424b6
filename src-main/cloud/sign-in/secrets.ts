/** Passwords and tokens, kept where only this user's own programs get at them. */
export interface Secrets {
  /** Throws `forbidden` where there is no safe place to keep one. */
  check(): Promise<void>
  get(name: string): Promise<string | null>
  /** Null forgets it. Throws `forbidden` where there is no safe place. */
  set(name: string, value: string | null): Promise<void>
}

/** Secrets that are gone when the process ends: for hosts that no key store can be asked from. */
export function memorySecrets(): Secrets {
  const values = new Map<string, string>()
  return {
    check: async () => {},
    get: async (name) => values.get(name) ?? null,
    set: async (name, value) => {
      if (value === null) values.delete(name)
      else values.set(name, value)
    },
  }
}
