import type { Check } from '../checks.ts'

const VIEWS = new Set(['project_summary', 'refinement_progress'])
const MIGRATIONS = 'supabase/migrations/20261121'

export const MIGRATE = 'Run "npx supabase db push" in the folder of this program (docs/cloud.md), then this again.'

export const START_SERVER =
  'Look at the network and at the address. A paused project is woken on its page; one of your own is started with "npx supabase start".'

export const MAKE_BUCKETS = `Run the first statement of ${MIGRATIONS}100300_storage.sql in the dashboard's SQL editor: it makes all six as they have to be.`

/** For tables of `public` whose policies let through more than they should. */
export function closeTables(tables: readonly string[]): string {
  const statements = tables.map((name) =>
    VIEWS.has(name)
      ? `alter view public.${name} set (security_invoker = true);`
      : `alter table public.${name} enable row level security, force row level security;`,
  )
  return `Drop what policies there are beside those of ${MIGRATIONS}100200_row_level_security.sql, and run in the dashboard's SQL editor: ${statements.join(' ')}`
}

export const CLOSE_FILES = `In the dashboard under Storage, Policies: drop what storage.objects has beside the four of ${MIGRATIONS}100300_storage.sql; if one of these is missing, run its statement.`

/** A finding of which there may be several. */
export function lacking(name: string, found: readonly string[], hint: string): Check {
  return { name, value: found.join('; '), state: 'lacking', hint }
}
