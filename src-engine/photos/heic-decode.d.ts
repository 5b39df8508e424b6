/** The library ships no types. */
declare module 'heic-decode' {
  /** Decodes the primary image to RGBA, rotated and mirrored as the file says. Rejects what it cannot decode. */
  export default function decode(input: {
    buffer: Uint8Array
  }): Promise<{ width: number; height: number; data: Uint8ClampedArray }>
}
