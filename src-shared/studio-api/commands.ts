import { z } from 'zod'
import { projectIdSchema } from './project.ts'

/** What the desktop app's menus ask the studio to do: what the same words in the command palette would. */
const commandNameSchema = z.enum([
  'new-project',
  'open-sample',
  'open-library',
  'add-photos',
  'export',
  'undo',
  'redo',
  'command-palette',
  'settings',
  'shortcuts',
])
export type CommandName = z.infer<typeof commandNameSchema>

/** A command of the desktop app to its page. Only what the app itself has chosen goes with it. */
export const studioCommandSchema = z.discriminatedUnion('name', [
  z.strictObject({ name: commandNameSchema.exclude(['add-photos']) }),
  /** Photos chosen in the app's own dialog: for the open project, or else for a new one of this name. */
  z.strictObject({
    name: z.literal('add-photos'),
    handles: z.array(z.string().max(64)).min(1),
    /** Name of the folder they lie in: what a person would call the project. */
    label: z.string(),
  }),
  z.strictObject({ name: z.literal('open-project'), projectId: projectIdSchema }),
])
export type StudioCommand = z.infer<typeof studioCommandSchema>
