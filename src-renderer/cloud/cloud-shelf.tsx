import classes from './cloud-shelf.module.css'
import { useCloudElsewhere } from './cloud-store.ts'
import { EntryRow } from './entry-row.tsx'

/** Below the library's cards: the projects that lie only in the cloud, to fetch or to restore. */
export function CloudShelf({ search }: { readonly search: string }) {
  const words = search.toLowerCase().split(/\s+/).filter(Boolean)
  const entries = useCloudElsewhere().filter(({ name }) => words.every((word) => name.toLowerCase().includes(word)))
  if (entries.length === 0) return null
  return (
    <section className={classes.shelf} aria-labelledby="cloud-shelf">
      <h2 id="cloud-shelf">Only in the cloud</h2>
      <ul>
        {entries.map((entry) => (
          <EntryRow key={entry.id} name={entry.name} projectId={null} entry={entry} />
        ))}
      </ul>
    </section>
  )
}
