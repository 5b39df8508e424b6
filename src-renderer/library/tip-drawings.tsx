/** A vase that stands on the origin, 60 high. */
export const VASE =
  'M-8-60h16c-1 8-1 11 3 15 9 7 13 14 13 22 0 12-8 20-13 23h-22c-5-3-13-11-13-23 0-8 4-15 13-22 4-4 4-7 3-15z'
const ACCENT = 'var(--accent)'
const SOFT = 'var(--accent-soft)'
const CARD = 'var(--bg-2)'

function Vase({ at }: { readonly at: string }) {
  return <path d={VASE} transform={at} fill={SOFT} stroke={ACCENT} strokeWidth="1.6" strokeLinejoin="round" />
}

/** Cameras on a ring around the vase, each looking at it. */
export function WalkDrawing() {
  const cameras = Array.from({ length: 12 }, (_, i) => {
    const angle = (2 * Math.PI * (i + 0.5)) / 12
    return { x: 120 + 92 * Math.cos(angle), y: 62 + 36 * Math.sin(angle) }
  })
  const camera = ({ x, y }: { x: number; y: number }) => (
    <g key={x + y} transform={`translate(${x.toFixed(1)} ${y.toFixed(1)})`}>
      <rect x="-8" y="-5.5" width="16" height="11" rx="2.5" fill={CARD} stroke="currentColor" strokeWidth="1.4" />
      <circle r="2.8" fill="none" stroke="currentColor" strokeWidth="1.4" />
    </g>
  )
  return (
    <svg viewBox="0 0 240 112" aria-hidden="true">
      <ellipse cx="120" cy="62" rx="92" ry="36" fill="none" stroke="currentColor" strokeDasharray="3 4" opacity=".7" />
      {cameras.filter(({ y }) => y < 62).map(camera)}
      <Vase at="translate(120 86)" />
      {cameras.filter(({ y }) => y >= 62).map(camera)}
    </svg>
  )
}

/** Three photos that share most of what they show. */
export function OverlapDrawing() {
  return (
    <svg viewBox="0 0 240 112" aria-hidden="true">
      {[0, 1, 2].map((i) => (
        <g key={i} transform={`translate(${44 + 38 * i} ${10 + 7 * i})`}>
          <rect width="76" height="78" rx="5" fill={CARD} stroke="currentColor" strokeWidth="1.4" />
          {i < 2 && <path d="M40 2v74" stroke={ACCENT} strokeDasharray="2 4" opacity=".7" />}
          <Vase at={`translate(${44 - 3 * i} 69)`} />
        </g>
      ))}
    </svg>
  )
}

/** A soft sky, and a flash that is off. */
export function LightDrawing() {
  const rays = Array.from({ length: 8 }, (_, i) => `rotate(${45 * i})`)
  return (
    <svg viewBox="0 0 240 112" aria-hidden="true">
      <g transform="translate(62 36)" stroke={ACCENT} strokeWidth="1.8" strokeLinecap="round">
        <circle r="11" fill={SOFT} />
        {rays.map((ray) => (
          <path key={ray} d="M0-17v-6" transform={ray} />
        ))}
      </g>
      <path
        d="M58 62h40a12 12 0 0 0 2-24 17 17 0 0 0-32-3 14 14 0 0 0-10 27z"
        fill={CARD}
        stroke="currentColor"
        strokeWidth="1.4"
      />
      <ellipse cx="136" cy="97" rx="34" ry="5" fill="currentColor" opacity=".25" />
      <Vase at="translate(136 96)" />
      <g transform="translate(192 44)" fill="none" stroke="currentColor" strokeWidth="1.6" strokeLinejoin="round">
        <path d="M3-15-8 3h7l-3 12L8-4H1z" />
        <path d="M-15-15 15 15" stroke="var(--bad)" strokeWidth="2" strokeLinecap="round" />
      </g>
    </svg>
  )
}
