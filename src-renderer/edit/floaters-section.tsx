import { Button } from '../ui/button.tsx'
import { Section } from '../ui/section.tsx'
import classes from './edit-panel.module.css'
import { useEdits } from './edit-store.ts'
import type { FloaterReason } from './floaters.ts'
import { deleteFloaters, showFloaters } from './tool-actions.ts'
import { FIRST_STRENGTH } from './use-edit-commands.ts'

const REASONS: Readonly<Record<FloaterReason, string>> = {
  lonely: 'far from all others',
  oversized: 'huge or needle-shaped',
  faint: 'all but invisible',
  detached: 'in small clusters apart',
}

/** Finds floaters, and says why they are taken for such. */
export function FloatersSection() {
  const floaters = useEdits((state) => state.floaters)
  return (
    <Section title="Floaters" aside={floaters ? floaters.count.toLocaleString('en') : ''}>
      {floaters ? (
        <>
          <dl className={classes.reasons}>
            {Object.entries(REASONS).map(([reason, words]) => (
              <div key={reason}>
                <dt>{words}</dt>
                <dd>{floaters.reasons[reason as FloaterReason].toLocaleString('en')}</dd>
              </div>
            ))}
          </dl>
          <div className={classes.buttons}>
            <Button kind="danger" disabled={floaters.count === 0} onClick={() => void deleteFloaters()}>
              Delete
            </Button>
            <Button onClick={() => showFloaters(null)}>Cancel</Button>
          </div>
        </>
      ) : (
        <>
          <p className={classes.words}>
            Splats that hang in the air, needles and haze. They are shown in red before anything is deleted.
          </p>
          <div className={classes.buttons}>
            <Button onClick={() => showFloaters(FIRST_STRENGTH)}>Find floaters</Button>
          </div>
        </>
      )}
    </Section>
  )
}
