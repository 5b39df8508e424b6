import type { ModelFormat } from '../../src-shared/formats.ts'
import type { ProjectState } from '../../src-shared/studio-api/project.ts'
import classes from './format-cards.module.css'
import { FORMAT_CATALOGUE, FORMAT_GROUPS, whyNotYet } from './format-catalogue.ts'

interface FormatCardsProps {
  readonly stages: ProjectState['stages']
  readonly chosen: ModelFormat
  readonly onChoose: (format: ModelFormat) => void
}

/** The formats, each with what it is for. */
export function FormatCards({ stages, chosen, onChoose }: FormatCardsProps) {
  return (
    <div role="radiogroup" aria-label="Format">
      {FORMAT_GROUPS.map(({ kind, title, formats }) => (
        <section key={kind} className={classes.group}>
          <h3 className={classes.title}>{title}</h3>
          <div className={classes.cards}>
            {formats.map((format) => {
              const { name, use } = FORMAT_CATALOGUE[format]
              const problem = whyNotYet(stages, format)
              return (
                <label
                  key={format}
                  className={classes.card}
                  data-chosen={format === chosen}
                  data-disabled={problem !== null}
                  title={problem ?? undefined}
                >
                  <input
                    type="radio"
                    name="format"
                    className="visually-hidden"
                    checked={format === chosen}
                    onChange={() => onChoose(format)}
                  />
                  <span className={classes.name}>{name}</span>
                  <span className={classes.use}>{use}</span>
                </label>
              )
            })}
          </div>
        </section>
      ))}
    </div>
  )
}
