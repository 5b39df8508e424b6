import type { SupabaseClient } from '@supabase/supabase-js'
import { type FoundProject, foundProject } from './remote-project.ts'

/** What is heard of the account's projects. */
export type ProjectChange =
  /** A project's row as it is now: its version, and how far the machine that works on it has come. */
  | { readonly kind: 'project'; readonly project: FoundProject }
  | { readonly kind: 'removed'; readonly projectId: string }
  /** Changes may have been missed while there was no connection: ask for what you show. */
  | { readonly kind: 'reconnected' }

/**
 * Follows the account's projects live. supabase-js connects again by itself; after each connection, the first included, the
 * listener hears `reconnected`. Gives the function that ends it.
 */
export function watchProjects(client: SupabaseClient, onChange: (change: ProjectChange) => void): () => Promise<void> {
  const channel = client
    .channel('glimpse3d-projects')
    .on('postgres_changes', { event: '*', schema: 'public', table: 'projects' }, (change) => {
      if (change.eventType === 'DELETE') {
        const { id } = change.old as { id?: unknown }
        if (typeof id === 'string') onChange({ kind: 'removed', projectId: id })
        return
      }
      const project = readable(change.new)
      if (project) onChange({ kind: 'project', project })
    })
    .subscribe((status) => {
      if (status === 'SUBSCRIBED') onChange({ kind: 'reconnected' })
    })
  return async () => {
    await client.removeChannel(channel)
  }
}

/** A row this program cannot read is left to whoever asks for it: they are told why. */
function readable(row: unknown): FoundProject | null {
  try {
    return foundProject(row)
  } catch {
    return null
  }
}
