/** What a request's `Prefer` header asks for. */
export interface Preferences {
  readonly returns: 'representation' | 'minimal'
  readonly counts: boolean
  readonly resolution: 'merge' | 'ignore' | null
  /** Columns that a row does not name take their default, not null. */
  readonly missingAreDefault: boolean
  readonly maxAffected: number | null
}

export function preferencesOf(headers: Headers): Preferences {
  const words = new Set((headers.get('prefer') ?? '').split(',').map((word) => word.trim()))
  const max = [...words].find((word) => word.startsWith('max-affected='))
  return {
    returns: words.has('return=representation') ? 'representation' : 'minimal',
    counts: words.has('count=exact') || words.has('count=planned') || words.has('count=estimated'),
    resolution: words.has('resolution=merge-duplicates')
      ? 'merge'
      : words.has('resolution=ignore-duplicates')
        ? 'ignore'
        : null,
    missingAreDefault: words.has('missing=default'),
    maxAffected: max ? Number(max.split('=')[1]) : null,
  }
}
