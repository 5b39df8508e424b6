/** Khronos' validator ships no types. */
declare module 'gltf-validator' {
  export interface ValidationReport {
    readonly issues: {
      readonly numErrors: number
      readonly numWarnings: number
      readonly numInfos: number
      readonly numHints: number
      readonly messages: readonly { readonly code: string; readonly message: string; readonly severity: number }[]
    }
    readonly info: {
      readonly generator: string
      readonly totalVertexCount: number
      readonly totalTriangleCount: number
    }
  }
  export function validateBytes(bytes: Uint8Array): Promise<ValidationReport>
}
