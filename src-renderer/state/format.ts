/** Bytes as people read them: 4.2 MB. Powers of ten, as file managers and shops count. */
export function formatBytes(bytes: number): string {
  const units = ['B', 'kB', 'MB', 'GB', 'TB']
  let value = bytes
  let unit = 0
  while (value >= 999.5 && unit < units.length - 1) {
    value /= 1000
    unit++
  }
  return `${unit === 0 || value >= 99.95 ? Math.round(value) : value.toFixed(1)} ${units[unit]}`
}

/** Seconds as people say them: 42 s, 3 min 5 s, 1 h 12 min. */
export function formatSeconds(seconds: number): string {
  const whole = Math.round(seconds)
  if (whole < 60) return `${whole} s`
  if (whole < 3600) return whole % 60 === 0 ? `${whole / 60} min` : `${Math.floor(whole / 60)} min ${whole % 60} s`
  const minutes = Math.round(whole / 60)
  return `${Math.floor(minutes / 60)} h ${minutes % 60} min`
}

/** 1234567 as 1.23 M, 45678 as 45.7 k. */
export function formatCount(count: number): string {
  if (count < 10_000) return count.toLocaleString('en')
  if (count < 999_500) return `${(count / 1000).toFixed(count < 100_000 ? 1 : 0)} k`
  return `${(count / 1e6).toFixed(2)} M`
}
