import { Muxer as Mp4Muxer, ArrayBufferTarget as Mp4Target } from 'mp4-muxer'
import { Muxer as WebmMuxer, ArrayBufferTarget as WebmTarget } from 'webm-muxer'
import { asStudioError } from '../../src-shared/as-studio-error.ts'
import type { ChosenCodec } from './choose-codec.ts'

/** Seconds from one picture that stands alone to the next: a player can jump there. */
const KEY_SECONDS = 2
/** More pictures than this are not kept waiting for the encoder: each takes several megabytes. */
const MOST_WAITING = 3

export interface VideoWriter {
  /** Adds the canvas as it is now as the next picture. */
  add(canvas: HTMLCanvasElement): Promise<void>
  finish(): Promise<Blob>
  /** Frees the encoder; after `finish` this does nothing. */
  close(): void
}

/** Encodes pictures one after the other. `add` and `finish` throw what the encoder has failed with. */
export function createVideoWriter({ container, config }: ChosenCodec, fps: number): VideoWriter {
  const { width, height } = config
  const target = container === 'webm' ? new WebmTarget() : new Mp4Target()
  const muxer =
    target instanceof WebmTarget
      ? new WebmMuxer({
          target,
          video: { codec: config.codec === 'vp8' ? 'V_VP8' : 'V_VP9', width, height, frameRate: fps },
        })
      : new Mp4Muxer({ target, video: { codec: 'avc', width, height, frameRate: fps }, fastStart: 'in-memory' })
  let failure: unknown = null
  let count = 0
  const encoder = new VideoEncoder({
    output: (chunk, meta) => muxer.addVideoChunk(chunk, meta),
    error: (error) => {
      failure = error
    },
  })
  encoder.configure(config)
  const check = () => {
    if (failure !== null) throw asStudioError(failure)
  }
  return {
    add: async (canvas) => {
      check()
      const frame = new VideoFrame(canvas, { timestamp: Math.round((1e6 * count) / fps), duration: 1e6 / fps })
      encoder.encode(frame, { keyFrame: count % Math.round(KEY_SECONDS * fps) === 0 })
      frame.close()
      count++
      while (encoder.encodeQueueSize > MOST_WAITING && failure === null) {
        await new Promise((resolve) => setTimeout(resolve, 4))
      }
    },
    finish: async () => {
      await encoder.flush()
      check()
      muxer.finalize()
      encoder.close()
      return new Blob([target.buffer], { type: `video/${container}` })
    },
    close: () => {
      if (encoder.state !== 'closed') encoder.close()
    },
  }
}
