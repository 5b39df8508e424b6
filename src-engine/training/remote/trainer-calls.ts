import { z } from 'zod'
import { cameraSchema } from '../../../src-shared/camera.ts'
import type { SplatCloud } from '../../../src-shared/splat-cloud.ts'
import { shCoefficientCount } from '../../../src-shared/splat-cloud.ts'
import type { CallTable } from '../../../src-shared/studio-api/call-table.ts'
import { LEVELS } from '../photo-levels.ts'
import { TRAINING_RECIPE, type TrainingRecipe } from '../training-recipe.ts'

const nothing = z.strictObject({})
const count = z.int().nonnegative()
const floats = z.custom<Float32Array>((value) => value instanceof Float32Array, 'Expected a Float32Array')
const bytes = z.custom<Uint8Array>((value) => value instanceof Uint8Array, 'Expected a Uint8Array')
const shDegree = z.literal([0, 1, 2, 3])
/** Also infinite, as the PSNR of a black photo, and not a number, as what a broken photo gives. */
const measure = z.custom<number>((value) => typeof value === 'number', 'Expected a number')

const cloudSchema = z
  .strictObject({
    count,
    shDegree,
    positions: floats,
    logScales: floats,
    rotations: floats,
    opacityLogits: floats,
    sh: floats,
  })
  .refine(isWhole, 'The arrays are not as long as the number of splats says')

function isWhole({ count, shDegree, positions, logScales, rotations, opacityLogits, sh }: SplatCloud): boolean {
  const lengths = [positions, logScales, rotations, opacityLogits, sh].map(({ length }) => length)
  const expected = [3, 3, 4, 1, 3 * shCoefficientCount(shDegree)].map((values) => values * count)
  return lengths.every((length, i) => length === expected[i])
}

const renderSchema = z
  .strictObject({
    width: z.int().positive(),
    height: z.int().positive(),
    color: floats,
    depth: floats,
    medianDepth: floats,
    alpha: floats,
  })
  .refine(
    ({ width, height, color, depth, medianDepth, alpha }) =>
      color.length === 3 * width * height &&
      [depth, medianDepth, alpha].every(({ length }) => length === width * height),
    'The arrays are not as long as the size of the picture says',
  )

/** As many fields as the recipe has, each of its kind. */
const recipeSchema = z.custom<TrainingRecipe>(
  (value) =>
    typeof value === 'object' &&
    value !== null &&
    Object.entries(TRAINING_RECIPE).every(([name, usual]) => typeof Reflect.get(value, name) === typeof usual),
  'Expected a training recipe',
)

/** What the process with the graphics device does for the one that trains: one trainer a channel, asked for one thing at a time. */
export const TRAINER_CALLS = {
  /** The adapter that a trainer would run on; null where there is none. */
  describe: {
    input: nothing,
    output: z.strictObject({ name: z.string(), software: z.boolean() }).nullable(),
  },
  /** Makes the trainer, as `TrainerOptions` say; photos are asked for with `photo` when their turn comes. */
  create: {
    input: z.strictObject({
      /** Of the photos, in order. */
      cameras: z.array(cameraSchema),
      initial: cloudSchema,
      firstStep: count.optional(),
      firstCount: count.optional(),
      steps: z.int().positive(),
      splatBudget: z.int().positive(),
      shDegree,
      seed: z.number(),
      recipe: recipeSchema.optional(),
      sceneExtent: z.number().positive().optional(),
      largestRender: z.strictObject({ width: z.int().positive(), height: z.int().positive() }).optional(),
    }),
    output: z.strictObject({ splats: count }),
  },
  /** `splats`: after the step; the result has those before it. */
  step: {
    input: nothing,
    output: z.strictObject({
      result: z.strictObject({ step: count, loss: measure, psnr: measure, ssim: measure, splats: count }),
      splats: count,
    }),
  },
  render: { input: z.strictObject({ camera: cameraSchema }), output: renderSchema },
  /** A copy of the splats, and the step that they have come to. */
  snapshot: { input: nothing, output: z.strictObject({ cloud: cloudSchema, step: count }) },
  close: { input: nothing, output: nothing },
} as const satisfies CallTable

/** What the process that trains does for the one with the device. */
export const PHOTO_CALLS = {
  /** A photo by its index, its sides halved so many times: R G B, row by row. */
  photo: {
    input: z.strictObject({
      index: count,
      halvings: z
        .int()
        .min(0)
        .max(LEVELS - 1),
    }),
    output: z.strictObject({ data: bytes }),
  },
} as const satisfies CallTable
