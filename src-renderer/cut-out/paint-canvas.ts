import type { Stroke } from '../../src-shared/strokes.ts'
import type { MattePreview } from './use-matte-preview.ts'

/** On every photo, light or dark: they are not the studio's own colours. */
const COLOURS = { object: '#3ddc84', background: '#ff5a5a' } as const
const DIMMED = 'rgb(10 12 16 / 80%)'

interface Painting {
  readonly shown: MattePreview
  /** `object`: what is left out is dimmed. */
  readonly view: 'object' | 'photo'
  readonly strokes: readonly Stroke[]
  /** The brush, where the pointer or the keyboard has it: shares of width and height. */
  readonly brush: {
    readonly x: number
    readonly y: number
    readonly kind: Stroke['kind']
    readonly radius: number
  } | null
}

/** Draws the photo, what of it is cut off, the strokes and the brush into a canvas as large as the photo. */
export function paintCanvas(canvas: HTMLCanvasElement, { shown, view, strokes, brush }: Painting): void {
  const { width, height } = shown.photo
  if (canvas.width !== width || canvas.height !== height) Object.assign(canvas, { width, height })
  const context = canvas.getContext('2d')
  if (!context) return
  context.globalAlpha = 1
  context.drawImage(shown.photo, 0, 0)
  if (view === 'object') context.drawImage(dimming(shown), 0, 0)
  const longer = Math.max(width, height)
  context.lineCap = 'round'
  context.lineJoin = 'round'
  context.globalAlpha = view === 'object' ? 0.32 : 0.5
  for (const { kind, points, radius } of strokes) {
    context.strokeStyle = COLOURS[kind]
    context.lineWidth = 2 * radius * longer
    context.beginPath()
    context.moveTo(points[0] * width, points[1] * height)
    for (let i = 0; i < points.length; i += 2) context.lineTo(points[i] * width, points[i + 1] * height)
    context.stroke()
  }
  if (!brush) return
  context.globalAlpha = 1
  for (const [colour, lineWidth] of [
    ['#101318', 3],
    [COLOURS[brush.kind], 1.5],
  ] as const) {
    context.strokeStyle = colour
    context.lineWidth = (lineWidth * longer) / 800
    context.beginPath()
    context.arc(brush.x * width, brush.y * height, brush.radius * longer, 0, 2 * Math.PI)
    context.stroke()
  }
}

const dimmings = new WeakMap<MattePreview, OffscreenCanvas>()

/** What is no object, dark; made once for each matte. */
function dimming(shown: MattePreview): OffscreenCanvas {
  const made = dimmings.get(shown)
  if (made) return made
  const { matte } = shown
  const canvas = new OffscreenCanvas(matte.width, matte.height)
  const context = canvas.getContext('2d')
  if (context) {
    context.fillStyle = DIMMED
    context.fillRect(0, 0, matte.width, matte.height)
    context.globalCompositeOperation = 'destination-out'
    context.drawImage(matte, 0, 0)
  }
  dimmings.set(shown, canvas)
  return canvas
}
