import { CircleNotchIcon } from '@phosphor-icons/react/dist/csr/CircleNotch'
import { ExportIcon } from '@phosphor-icons/react/dist/csr/Export'
import { useState } from 'react'
import type { ProjectState } from '../../src-shared/studio-api/project.ts'
import { useTextureSize } from '../info/use-texture-size.ts'
import { formatBytes } from '../state/format.ts'
import { useModelFigures } from '../state/use-model-figures.ts'
import { Button } from '../ui/button.tsx'
import { Dialog } from '../ui/dialog.tsx'
import turning from './export.module.css'
import { setExportChoice, useExportChoice, useIsExporting } from './export-choice.ts'
import classes from './export-dialog.module.css'
import { exportModel } from './export-model.ts'
import { ExportOptionsForm } from './export-options-form.tsx'
import { ExportRow } from './export-row.tsx'
import { FormatCards } from './format-cards.tsx'
import { FORMAT_CATALOGUE, whyNotYet } from './format-catalogue.ts'
import { useHasEdits } from './use-has-edits.ts'
import { type Prediction, usePrediction } from './use-prediction.ts'

/** Exports the model: format, options, the size it will have. Opened by the command `project.export`. */
export function ExportDialog({ project }: { readonly project: ProjectState }) {
  const isOpen = useExportChoice(({ open }) => open)
  return isOpen ? <OpenExportDialog project={project} /> : null
}

function OpenExportDialog({ project }: { readonly project: ProjectState }) {
  const { id } = project.summary
  const { format, options } = useExportChoice()
  const figures = useModelFigures(project)
  const texture = useTextureSize(id, figures.mesh !== null)
  const hasEdits = useHasEdits(id, true)
  const isBusy = useIsExporting(id, format)
  const problem = whyNotYet(project.stages, format)
  const prediction = usePrediction(id, problem === null ? format : null, options)
  const [opened] = useState(Date.now)
  const done = project.exports.find((entry) => entry.format === format && Date.parse(entry.written) >= opened)
  const { name, content } = FORMAT_CATALOGUE[format]
  return (
    <Dialog
      open
      size="large"
      onOpenChange={(open) => setExportChoice({ open })}
      title="Export"
      description="The file is made on this machine. Options are remembered, for one-click exports too."
      footer={
        <>
          <PredictedSize problem={problem} prediction={prediction} />
          <Button onClick={() => setExportChoice({ open: false })}>Close</Button>
          <Button
            kind="primary"
            disabled={problem !== null || isBusy}
            onClick={() => void exportModel(id, format, options)}
          >
            {isBusy ? <CircleNotchIcon size={15} className={turning.turning} /> : <ExportIcon size={15} />}
            {isBusy ? 'Exporting…' : `Export ${name}`}
          </Button>
        </>
      }
    >
      <FormatCards stages={project.stages} chosen={format} onChoose={(chosen) => setExportChoice({ format: chosen })} />
      <p className={classes.content}>{content}</p>
      <ExportOptionsForm
        format={format}
        options={options}
        figures={figures}
        textureSize={texture?.width ?? null}
        hasEdits={hasEdits}
        onChange={(changed) => setExportChoice({ options: { ...options, ...changed } })}
      />
      {done && !isBusy && (
        <ul className={classes.done} aria-label="Exported now">
          <ExportRow projectId={id} entry={done} now={new Date()} />
        </ul>
      )}
    </Dialog>
  )
}

function PredictedSize({ problem, prediction }: { readonly problem: string | null; readonly prediction: Prediction }) {
  const { bytes, isPending, error } = prediction
  if (problem !== null) return <span className={classes.size}>{problem} Start or resume the run.</span>
  if (error !== null) return <span className={classes.size}>The size cannot be told: {error}</span>
  return (
    <span className={classes.size} role="status" data-pending={isPending}>
      {bytes === null ? (
        'Working out the size…'
      ) : (
        <>
          About <b>{formatBytes(bytes)}</b>
        </>
      )}
      {isPending && <CircleNotchIcon size={13} className={turning.turning} />}
    </span>
  )
}
