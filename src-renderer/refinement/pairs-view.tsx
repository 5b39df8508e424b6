import { ArrowsOutIcon } from '@phosphor-icons/react/dist/csr/ArrowsOut'
import { useState } from 'react'
import type { Refinement, RefinementIteration } from '../../src-shared/refinement.ts'
import { formatFileAddress } from '../../src-shared/studio-api/file-address.ts'
import { Button, IconButton } from '../ui/button.tsx'
import { ComparePictures } from '../ui/compare-pictures.tsx'
import { Dialog } from '../ui/dialog.tsx'
import { Segmented } from '../ui/segmented.tsx'
import { stepWithArrows } from '../ui/step-with-arrows.ts'
import classes from './pairs-view.module.css'

type Pair = RefinementIteration['enhanced'][number]

interface PairsViewProps {
  readonly projectId: string
  readonly refinement: Refinement
  /** Tells one making of the pictures from the next. */
  readonly revision: string
}

/** What each iteration rendered of each view, and what that was enhanced to. */
export function PairsView({ projectId, refinement, revision }: PairsViewProps) {
  const [chosen, setChosen] = useState<{ readonly iteration: number; readonly view: number }>({ iteration: 0, view: 0 })
  const [isLarge, setLarge] = useState(false)
  const withPairs = refinement.iterations.filter(({ enhanced }) => enhanced.length > 0)
  const iteration = withPairs.find(({ iterationNumber }) => iterationNumber === chosen.iteration) ?? withPairs.at(-1)
  if (!iteration) return <p className={classes.none}>No iteration has rendered its views yet.</p>
  const pair = iteration.enhanced.find(({ viewIndex }) => viewIndex === chosen.view) ?? iteration.enhanced[0]
  const n = iteration.iterationNumber
  const choose = (view: number) => setChosen({ iteration: n, view })
  const addressOf = (kind: 'rendered' | 'enhanced', index: number) =>
    `${formatFileAddress({ kind, projectId, iteration: n, index })}?revision=${revision}`
  const comparison = (
    <ComparePictures
      key={`${n} ${pair.viewIndex}`}
      label="render and enhanced picture"
      before={{ name: 'Rendered', address: addressOf('rendered', pair.viewIndex) }}
      after={{ name: 'Enhanced', address: addressOf('enhanced', pair.viewIndex) }}
    />
  )
  return (
    <div className={classes.pairs}>
      <div className={classes.comparison}>
        {comparison}
        <IconButton label="Show it large" kind="plain" className={classes.enlarge} onClick={() => setLarge(true)}>
          <ArrowsOutIcon size={14} />
        </IconButton>
      </div>
      <div className={classes.side}>
        <div className={classes.head}>
          <Segmented
            label="Iteration"
            value={String(n)}
            options={withPairs.map(({ iterationNumber }) => ({
              value: String(iterationNumber),
              label: `Iteration ${iterationNumber}`,
            }))}
            onValue={(value) => setChosen({ iteration: Number(value), view: pair.viewIndex })}
          />
          <p className={classes.verdict}>{verdictOf(pair)}</p>
        </div>
        <ol className={classes.views} onKeyDown={stepWithArrows}>
          {iteration.enhanced.map((each) => (
            <li key={each.viewIndex}>
              <button
                type="button"
                aria-pressed={each === pair}
                aria-label={`View at ${22.5 * each.viewIndex}°, ${isUsed(each) ? 'used' : 'left out'}`}
                className={classes.view}
                onClick={() => choose(each.viewIndex)}
                onFocus={() => choose(each.viewIndex)}
              >
                <img src={addressOf('enhanced', each.viewIndex)} alt="" />
                <span className={classes.mark} data-used={isUsed(each)} />
              </button>
            </li>
          ))}
        </ol>
      </div>
      {isLarge && (
        <Dialog
          open
          size="large"
          onOpenChange={setLarge}
          title={`Iteration ${n}, view at ${22.5 * pair.viewIndex}°`}
          description={verdictOf(pair)}
          footer={
            <>
              <Button onClick={() => choose(neighbour(iteration, pair, -1))}>Previous view</Button>
              <Button onClick={() => choose(neighbour(iteration, pair, 1))}>Next view</Button>
            </>
          }
        >
          <div className={classes.large}>{comparison}</div>
        </Dialog>
      )}
    </div>
  )
}

function isUsed({ depthAccepted, featuresAccepted }: Pair): boolean {
  return depthAccepted && featuresAccepted
}

function verdictOf(pair: Pair): string {
  const { viewIndex, depthScore, depthAccepted, featureSimilarity, featuresAccepted } = pair
  const figures = `depth ${depthScore.toFixed(2)}, features ${featureSimilarity.toFixed(2)}`
  const view = `View at ${22.5 * viewIndex}°`
  if (isUsed(pair)) return `${view}: used, it still shows the same object (${figures}).`
  const why = [!depthAccepted && 'its depth', !featuresAccepted && 'its details'].filter(Boolean).join(' and ')
  return `${view}: left out, since ${why} no longer fit${depthAccepted || featuresAccepted ? 's' : ''} (${figures}).`
}

function neighbour({ enhanced }: RefinementIteration, pair: Pair, by: number): number {
  const index = enhanced.indexOf(pair)
  return enhanced[(index + by + enhanced.length) % enhanced.length].viewIndex
}
