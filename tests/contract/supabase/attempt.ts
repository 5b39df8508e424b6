import { asCaller, type Caller, type Queries } from '../../support/supabase/database.ts'
import { type Connection, TABLES, type Values } from './seed.ts'

/** What came of an attempt: the rows it saw or wrote, or the code it was refused with. */
export interface Outcome {
  readonly rows: readonly Values[]
  readonly refused: string | null
  /** What the one who is watched over owns, as `fingerprint` tells it. */
  readonly watched: string | null
}

class Undo extends Error {}

/**
 * Lets `caller` do something in a transaction that is then undone, and looks at what it would have made of what the account
 * `watched` owns; with null nobody is watched over.
 */
export async function attempt(
  database: Connection,
  caller: Caller,
  work: (queries: Queries) => Promise<Values[]>,
  watched: string | null = null,
): Promise<Outcome> {
  let outcome: Outcome = { rows: [], refused: null, watched: null }
  try {
    await asCaller(database, caller, async (queries) => {
      const rows = await work(queries)
      await queries.exec('reset role')
      outcome = { ...outcome, rows, watched: watched && (await fingerprint(queries, watched)) }
      throw new Undo()
    })
  } catch (error) {
    if (!(error instanceof Undo)) return { ...outcome, refused: codeOf(error) }
  }
  return outcome
}

/** The code that `caller` is refused with, or null; what is done all the same is undone. */
export async function refusalOf(database: Connection, caller: Caller, sql: string, params: unknown[] = []) {
  return (await attempt(database, caller, async (queries) => (await queries.query<Values>(sql, params)).rows)).refused
}

/** All that an account owns, digested. For the superuser. */
export async function fingerprint(queries: Queries, owner: string): Promise<string> {
  const digests = [
    ...TABLES.map(
      (table) => `select md5(string_agg(t::text, ',' order by id)) from public.${table} t where owner_id = $1`,
    ),
    `select md5(string_agg(t::text, ',' order by id)) from storage.objects t where path_tokens[1] = $1::text`,
  ]
  const { rows } = await queries.query<Values>(
    `select array[${digests.map((sql) => `(${sql})`).join(', ')}]::text as all`,
    [owner],
  )
  return String(rows[0].all)
}

/** The SQLSTATE of an error of the database; anything else is thrown on. */
function codeOf(error: unknown): string {
  if (error instanceof Error && 'code' in error && typeof error.code === 'string') return error.code
  throw error
}
