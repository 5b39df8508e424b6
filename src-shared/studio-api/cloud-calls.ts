import { z } from 'zod'
import { PROJECT_STATUSES } from '../cloud/status-of-run.ts'
import { type CallTable, errorMessageSchema } from './call-table.ts'
import { projectIdSchema } from './project.ts'

/** A project that is, or once was, kept in the cloud. */
const cloudEntrySchema = z.object({
  /** Its id in the cloud, the same on every machine. */
  id: z.uuid(),
  name: z.string(),
  /** The project of this library; null: not on this machine. */
  projectId: projectIdSchema.nullable(),
  state: z.enum([
    /** Here as in the cloud. */
    'in-step',
    /** Something is to be sent or fetched; it happens by itself. `note` says what it waits for. */
    'pending',
    /** Being sent or fetched. */
    'syncing',
    /** Stopped by the user, or by something that does not pass by itself, which `error` then tells. */
    'stopped',
    /** Not on this machine: it can be fetched. */
    'only-in-cloud',
    /** Another machine is still sending it. */
    'arriving',
    'in-trash',
    /** Here alone: deleted from the cloud for good, taken out, or under sync with another account. */
    'not-kept',
  ]),
  /** How far sending or fetching is, 0..1; null while nothing is. */
  fraction: z.number().min(0).max(1).nullable(),
  /** What is being done, what is waited for, or what has come of it; may be empty. */
  note: z.string(),
  /** Both machines had changed it, and both versions are kept: what the other one is called, and which project of this library it is, if any. */
  bothKept: z.object({ name: z.string(), projectId: projectIdSchema.nullable() }).nullable(),
  error: errorMessageSchema.nullable(),
  bytes: z.int().nonnegative(),
  lastSynced: z.iso.datetime().nullable(),
  /** In the trash: from when on it cannot be restored any more. */
  keptUntil: z.iso.datetime().nullable(),
  /** How far another machine has come that works on it. */
  progress: z
    .object({
      status: z.enum(PROJECT_STATUSES),
      step: z.string().nullable(),
      /** Of the step, 0..1. */
      share: z.number().nullable(),
      device: z.string().nullable(),
    })
    .nullable(),
})
export type CloudEntry = z.infer<typeof cloudEntrySchema>

/** All that a studio shows of the cloud. Tokens are no part of it, nor of any other answer. */
export const cloudStateSchema = z.object({
  /** The address of the Supabase project; null: none is named. */
  server: z.string().nullable(),
  /** The environment names it, and the settings cannot change it. */
  isFixed: z.boolean(),
  /** False until it is known who is signed in. */
  isOpen: z.boolean(),
  /** Email address of who is signed in. */
  user: z.string().nullable(),
  /** Providers to sign in with in the system's browser; none where the host cannot open one. */
  providers: z.array(z.string()),
  /** Why the cloud cannot be used just now. */
  error: errorMessageSchema.nullable(),
  projects: z.array(cloudEntrySchema),
})
export type CloudState = z.infer<typeof cloudStateSchema>

const nothing = z.strictObject({})
const oneEntry = z.strictObject({ id: z.uuid() })
const email = z.string().trim().min(3).max(320)

/** What a studio can ask about the cloud. How it goes comes as events. */
export const CLOUD_CALLS = {
  getCloud: { input: nothing, output: cloudStateSchema },
  /** Asks the cloud anew for what is there, and syncs everything that is kept in it. Throws `not_signed_in`. */
  syncAll: { input: nothing, output: nothing },
  /** Sends a code by email. Throws `bad_arguments`, `forbidden`, `connection_lost`. */
  sendCloudCode: { input: z.strictObject({ email }), output: nothing },
  /** Throws `not_signed_in` where the code is wrong or too old. */
  signInWithCode: { input: z.strictObject({ email, code: z.string().trim().min(4).max(40) }), output: nothing },
  /** Opens the system's browser; resolves when somebody has signed in there. A second attempt cancels the first. */
  signInWithProvider: { input: z.strictObject({ provider: z.string().regex(/^[a-z0-9_:-]{1,40}$/) }), output: nothing },
  signOutOfCloud: { input: nothing, output: nothing },
  /** Puts a project under sync, or takes it out: what is in the cloud then stays there. */
  keepInCloud: { input: z.strictObject({ projectId: projectIdSchema, keep: z.boolean() }), output: nothing },
  /** Syncs a project of this library, or fetches one that is only in the cloud. */
  syncEntry: { input: oneEntry, output: nothing },
  /** Stops sending or fetching; what has arrived is kept. */
  stopEntry: { input: oneEntry, output: nothing },
  /** Into the cloud's trash for 30 days, here and on every machine. Throws `project_busy` while it runs or waits to. */
  trashEntry: { input: oneEntry, output: nothing },
  /** Takes it out of the cloud's trash again. Throws `project_not_found`. */
  restoreEntry: { input: oneEntry, output: nothing },
} as const satisfies CallTable
