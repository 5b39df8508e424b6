import { EyeIcon } from '@phosphor-icons/react/dist/csr/Eye'
import type { Refinement, RefinementIteration } from '../../src-shared/refinement.ts'
import type { ProjectState } from '../../src-shared/studio-api/project.ts'
import { formatSeconds } from '../state/format.ts'
import { isInQueue } from '../state/run-progress.ts'
import { Button } from '../ui/button.tsx'
import { restoreVersion } from './restore-version.ts'
import { versionInUse } from './use-refinement.ts'
import { showVersion, useShownVersion } from './version-store.ts'
import classes from './version-table.module.css'

interface VersionTableProps {
  readonly project: ProjectState
  readonly refinement: Refinement
}

/**
 * The versions of the model: looked at one after the other in the viewport (arrow keys go through them), and each can be made
 * the model again.
 */
export function VersionTable({ project, refinement }: VersionTableProps) {
  const { id } = project.summary
  const { iterations, best } = refinement
  const used = versionInUse(project, refinement)
  const shown = useShownVersion(id)
  const isBusy = isInQueue(project.summary.state)
  return (
    <div className={classes.versions}>
      <table className={classes.table}>
        <thead>
          <tr>
            <th scope="col">Version</th>
            <th scope="col">Overall</th>
            <th scope="col">PSNR</th>
            <th scope="col">Photo</th>
            <th scope="col" aria-label="Use it" />
          </tr>
        </thead>
        <tbody>
          {iterations.map((iteration) => {
            const version = iteration.iterationNumber
            const isShown = shown === null ? version === used : version === shown
            return (
              <tr key={version} data-shown={isShown}>
                <th scope="row">
                  <label className={classes.version} title={titleOf(iteration)}>
                    <input
                      type="radio"
                      name="version"
                      className="visually-hidden"
                      disabled={isBusy}
                      checked={isShown}
                      onChange={() => showVersion(version === used ? null : { projectId: id, version })}
                    />
                    <EyeIcon size={14} className={classes.eye} />
                    {version === 0 ? '0, as trained' : version}
                    {version === best && <span className={classes.best}>best</span>}
                  </label>
                </th>
                <td>{iteration.overallQuality.toFixed(3)}</td>
                <td>{iteration.psnr.toFixed(2)}</td>
                <td>{iteration.photoPsnr.toFixed(2)}</td>
                <td>
                  {version === used ? (
                    <span className={classes.used}>In use</span>
                  ) : (
                    <Button
                      kind="quiet"
                      disabled={isBusy}
                      title="Make the model of this version: its splats, and all that is exported"
                      onClick={() => void restoreVersion(project, version)}
                    >
                      Use
                    </Button>
                  )}
                </td>
              </tr>
            )
          })}
        </tbody>
      </table>
    </div>
  )
}

function titleOf({ iterationNumber, rolledBack, processingTime, learningRate, viewsProcessed }: RefinementIteration) {
  if (iterationNumber === 0) return 'Show the splats as training left them'
  const how = `${viewsProcessed} views, rate ${learningRate.toFixed(2)}, ${formatSeconds(processingTime)}`
  return rolledBack ? `${how}; undone, the photo would have been matched worse` : `Show it in the viewport (${how})`
}
