import classes from './fault.module.css'

/** What has gone wrong and what to do next, beside what failed; read aloud when it appears. */
export function Fault({ fault }: { readonly fault: { readonly message: string; readonly hint?: string } | null }) {
  return (
    fault && (
      <p className={classes.fault} role="alert">
        {fault.message} {fault.hint && <span>{fault.hint}</span>}
      </p>
    )
  )
}
