import { expect, it } from 'vitest'
import type { Caller } from '../../support/supabase/database.ts'
import { attempt, fingerprint, type Outcome } from './attempt.ts'
import { BUCKETS, CHILD_TABLES, type Connection, type Estate, seed, type Values } from './seed.ts'
import { bucketVerbs, tableVerbs, type Verb, viewVerbs } from './verbs.ts'

/** `own`: rows, all of them the caller's; `none`: not one row; a code: refused. Anything else is spelt out, and wrong. */
function judge({ rows, refused, watched }: Outcome, caller: Estate | null, before: string | null): string {
  if (refused) return refused
  if (watched !== before) return 'changed what belongs to somebody else'
  if (rows.length === 0) return 'none'
  const theirs = caller ? [caller.owner.sub, ...Object.values(caller.ids)] : []
  const isOwn = (row: Values) =>
    theirs.some((id) => [row.owner_id, row.id, row.project_id].includes(id) || String(row.name).startsWith(`${id}/`))
  return rows.every(isOwn) ? 'own' : 'somebody else can be seen'
}

const DENIED = '42501'
const READS = ['select', 'list', 'sign']
const TABLE_VERBS = ['select', 'insert', 'update', 'seize', 'delete', 'upsert']
const VIEW_VERBS = ['select', 'insert', 'update', 'delete']
const BUCKET_VERBS = ['list', 'sign', 'insert', 'upsert', 'update', 'delete']

/** Verb by verb, in the order above. A project that is not in the trash cannot be deleted, not even by its owner. */
const EXPECTED: Record<string, { tables: string[]; projects: string[]; views: string[]; buckets: string[] }> = {
  owner: {
    tables: ['own', 'own', 'own', 'own', 'own', 'own'],
    projects: ['own', 'own', 'own', 'own', 'none', 'own'],
    views: ['own', DENIED, DENIED, DENIED],
    buckets: ['own', 'own', 'own', 'own', 'own', 'own'],
  },
  'other user': {
    tables: ['own', DENIED, 'own', 'none', 'own', DENIED],
    projects: ['own', DENIED, 'own', 'none', 'none', DENIED],
    views: ['own', DENIED, DENIED, DENIED],
    buckets: ['own', 'none', DENIED, DENIED, DENIED, 'own'],
  },
  'signed in without a subject': {
    tables: ['none', DENIED, 'none', 'none', 'none', DENIED],
    projects: ['none', DENIED, 'none', 'none', 'none', DENIED],
    views: ['none', DENIED, DENIED, DENIED],
    buckets: ['none', 'none', DENIED, DENIED, 'none', 'none'],
  },
  anonymous: {
    tables: TABLE_VERBS.map(() => DENIED),
    projects: TABLE_VERBS.map(() => DENIED),
    views: VIEW_VERBS.map(() => DENIED),
    buckets: ['none', 'none', DENIED, DENIED, 'none', 'none'],
  },
}

/** Two users, a token without a subject and an anonymous caller against every table, view, bucket and verb. */
export function policyMatrix(connect: () => Connection): void {
  it('lets nobody see or write what belongs to somebody else: callers x tables, views, buckets x verbs', async () => {
    const database = connect()
    const [ada, bob] = [await seed(database, 'ada'), await seed(database, 'bob')]
    const callers: Record<string, { caller: Caller; estate: Estate | null }> = {
      owner: { caller: ada.owner, estate: ada },
      'other user': { caller: bob.owner, estate: bob },
      'signed in without a subject': { caller: { role: 'authenticated' }, estate: null },
      anonymous: { caller: { role: 'anon' }, estate: null },
    }
    const targets: [string, keyof (typeof EXPECTED)[string], string[], Record<string, Verb>][] = [
      ['projects', 'projects', TABLE_VERBS, tableVerbs('projects')],
      ['project_summary', 'views', VIEW_VERBS, viewVerbs('project_summary', 'status')],
      ['refinement_progress', 'views', VIEW_VERBS, viewVerbs('refinement_progress', 'psnr')],
    ]
    for (const table of CHILD_TABLES) targets.push([table, 'tables', TABLE_VERBS, tableVerbs(table)])
    for (const bucket of BUCKETS) targets.push([bucket, 'buckets', BUCKET_VERBS, bucketVerbs(bucket)])

    const found: Record<string, string> = {}
    const expected: Record<string, string> = {}
    const before = await fingerprint(database, ada.owner.sub)
    for (const [who, { caller, estate }] of Object.entries(callers)) {
      for (const [target, kind, verbs, actions] of targets) {
        for (const [i, verb] of verbs.entries()) {
          const cell = `${who}: ${verb} ${target}`
          const watched = estate === ada || READS.includes(verb) ? null : ada.owner.sub
          const outcome = await attempt(database, caller, (queries) => actions[verb](queries, ada, caller), watched)
          found[cell] = judge(outcome, estate, watched && before)
          expected[cell] = EXPECTED[who][kind][i]
        }
      }
    }
    expect(Object.keys(found)).toHaveLength(4 * (8 * 6 + 2 * 4 + 6 * 6))
    expect(found).toEqual(expected)
  })
}
