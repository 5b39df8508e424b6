import type { MatteModel } from '../../background/cut-out.ts'
import type { Model } from '../sessions/inference.ts'
import { inferMatte } from './infer-matte.ts'

/** A `background` model as cutting out takes it; without one the built-in method is used. */
export function matteModel(model: Model<'background'> | null): MatteModel | undefined {
  return model ? (image, { signal, pause }) => inferMatte(model, image, { signal, pause }) : undefined
}
