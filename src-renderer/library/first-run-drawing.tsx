import { splatVase } from './splat-vase.ts'
import { VASE } from './tip-drawings.tsx'

const SPLATS = splatVase()
const PHOTOS = [
  { turn: -9, x: 64, y: 84 },
  { turn: 5, x: 116, y: 76 },
  { turn: -2, x: 168, y: 88 },
] as const

/** Photos, an arrow, and the model they become. */
export function FirstRunDrawing() {
  return (
    <svg viewBox="0 0 460 160" width="460" height="160" aria-hidden="true">
      {PHOTOS.map(({ turn, x, y }, i) => (
        <g key={x} transform={`translate(${x} ${y}) rotate(${turn})`}>
          <rect
            x="-38"
            y="-46"
            width="76"
            height="92"
            rx="6"
            fill="var(--bg-2)"
            stroke="var(--line-strong)"
            strokeWidth="1.5"
          />
          <rect x="-32" y="-40" width="64" height="68" rx="3" fill="var(--bg-3)" />
          <path
            d={VASE}
            transform={`translate(${4 * (i - 1)} 24) scale(.92)`}
            fill="var(--accent-soft)"
            stroke="var(--accent)"
            strokeWidth="1.5"
          />
        </g>
      ))}
      <path
        d="M228 82h52m-11-10 11 10-11 10"
        fill="none"
        stroke="var(--text-3)"
        strokeWidth="2"
        strokeLinecap="round"
        strokeLinejoin="round"
      />
      <ellipse cx="364" cy="137" rx="52" ry="8" fill="var(--text-3)" opacity=".18" />
      <g transform="translate(364 138) scale(1.18)">
        {SPLATS.map(({ x, y, turn, size, hue }) => (
          <ellipse
            key={`${x} ${y}`}
            rx={size}
            ry={size * 0.55}
            fill={hue}
            opacity=".78"
            transform={`translate(${x.toFixed(1)} ${y.toFixed(1)}) rotate(${turn.toFixed(0)})`}
          />
        ))}
      </g>
    </svg>
  )
}
