import { StudioError } from '../../src-shared/errors.ts'

export interface VideoFormat {
  /** Of the video. */
  readonly width: number
  readonly height: number
  readonly fps: number
}

export interface ChosenCodec {
  readonly container: 'webm' | 'mp4'
  readonly config: VideoEncoderConfig
}

/** Bits a pixel and frame: a turning object with fine texture, without visible blocks. */
const BITS = 0.14

const CANDIDATES = {
  webm: ['vp09.00.41.08', 'vp8'],
  // High profile, level 4.0 and 5.1; then baseline, which some encoders have alone.
  mp4: ['avc1.640028', 'avc1.640033', 'avc1.42002a'],
} as const

/**
 * A codec of the container that this machine can encode with. Throws `unsupported_format` where there is none, and says
 * whether the other container would do.
 */
export async function chooseCodec(container: 'webm' | 'mp4', format: VideoFormat): Promise<ChosenCodec> {
  const config = await firstSupported(container, format)
  if (config) return { container, config }
  const other = container === 'webm' ? 'mp4' : 'webm'
  const alternative = (await firstSupported(other, format)) !== null
  throw new StudioError(
    'unsupported_format',
    `This machine cannot encode ${container === 'webm' ? 'WebM' : 'MP4'} video of ${format.width} x ${format.height}.`,
    alternative
      ? `Choose ${other === 'webm' ? 'WebM' : 'MP4'}: that works here.`
      : 'Choose a smaller size, or open the studio in a recent Chrome, Edge or Electron.',
  )
}

async function firstSupported(
  container: 'webm' | 'mp4',
  { width, height, fps }: VideoFormat,
): Promise<VideoEncoderConfig | null> {
  if (typeof VideoEncoder === 'undefined') return null
  for (const codec of CANDIDATES[container]) {
    const config: VideoEncoderConfig = {
      codec,
      width,
      height,
      framerate: fps,
      bitrate: Math.round(BITS * width * height * fps),
      latencyMode: 'quality',
      ...(container === 'mp4' && { avc: { format: 'avc' } }),
    }
    const { supported } = await VideoEncoder.isConfigSupported(config).catch(() => ({ supported: false }))
    if (supported) return config
  }
  return null
}
