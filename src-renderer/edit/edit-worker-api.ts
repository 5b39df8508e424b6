import type { StudioErrorCode } from '../../src-shared/errors.ts'
import type { DrawnCloud } from '../splats/pack-cloud.ts'
import type { EditSession } from './edit-session.ts'

/** What the worker that keeps the float32 master does: the session's calls, and the loading before all others. */
export type EditWorkerApi = {
  [Call in keyof EditSession]: (...args: Parameters<EditSession[Call]>) => Promise<ReturnType<EditSession[Call]>>
} & {
  /** Fetches a cloud file and packs it for drawing. `address` is absolute. Throws `project_damaged`, `path_not_found`. */
  readonly load: (address: string) => Promise<DrawnCloud>
}

export interface WorkerRequest {
  readonly id: number
  readonly call: keyof EditWorkerApi
  readonly args: readonly unknown[]
}

export type WorkerReply =
  | { readonly id: number; readonly result: unknown }
  | { readonly id: number; readonly error: { code: StudioErrorCode; message: string; hint: string } }
