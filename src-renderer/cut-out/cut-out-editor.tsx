import { ArrowUUpLeftIcon } from '@phosphor-icons/react/dist/csr/ArrowUUpLeft'
import { ArrowUUpRightIcon } from '@phosphor-icons/react/dist/csr/ArrowUUpRight'
import { useEffect, useRef, useState } from 'react'
import type { Stroke } from '../../src-shared/strokes.ts'
import type { ProjectState } from '../../src-shared/studio-api/project.ts'
import { shortcutOf } from '../commands/shortcut.ts'
import { useRunDraft } from '../run/run-draft.ts'
import { isInQueue } from '../state/run-progress.ts'
import { Button, IconButton } from '../ui/button.tsx'
import { Dialog } from '../ui/dialog.tsx'
import { Kbd } from '../ui/kbd.tsx'
import { Segmented } from '../ui/segmented.tsx'
import { Slider } from '../ui/slider.tsx'
import { acceptCorrections } from './accept-corrections.ts'
import classes from './cut-out-editor.module.css'
import { methodWords } from './method-words.ts'
import { StrokeCanvas } from './stroke-canvas.tsx'
import { changed, historyOf, redone, undone } from './stroke-history.ts'
import { useMattePreview } from './use-matte-preview.ts'

interface CutOutEditorProps {
  readonly project: ProjectState
  readonly photoId: string
  readonly onClose: () => void
}

/** Shares of the photo's longer side. */
const RADIUS = { least: 0.004, most: 0.1, initial: 0.02 }
/** One press of a bracket key. */
const RADIUS_FACTOR = 1.25
const NO_STROKES: readonly Stroke[] = []

/** Corrects by hand what belongs to the object: painted over the photo, cut anew after each stroke, then the run goes from there. */
export function CutOutEditor({ project, photoId, onClose }: CutOutEditorProps) {
  const { id, state } = project.summary
  const kept = project.corrections?.photoId === photoId ? project.corrections.strokes : NO_STROKES
  const [history, setHistory] = useState(() => historyOf(kept))
  const [kind, setKind] = useState<Stroke['kind']>('object')
  const [view, setView] = useState<'object' | 'photo'>('object')
  const [radius, setRadius] = useState(RADIUS.initial)
  const [options] = useRunDraft(project)
  const { strokes } = history
  const { shown, isCutting, error } = useMattePreview(id, photoId, strokes)
  const isBusy = isInQueue(state)
  const found = shown?.preview.found ?? false
  const resize = (by: number) => setRadius((now) => Math.min(Math.max(now * by, RADIUS.least), RADIUS.most))
  const keys: Readonly<Record<string, () => void>> = {
    k: () => setKind('object'),
    x: () => setKind('background'),
    v: () => setView(view === 'object' ? 'photo' : 'object'),
    '[': () => resize(1 / RADIUS_FACTOR),
    ']': () => resize(RADIUS_FACTOR),
    'mod+z': () => setHistory(undone),
    'mod+shift+z': () => setHistory(redone),
    'mod+y': () => setHistory(redone),
  }
  useEditorKeys(keys)
  return (
    <Dialog
      open
      size="wide"
      onOpenChange={onClose}
      title="Correct the cut-out"
      description="Paint over what belongs to the object, and over what does not. A rough line is enough: the outline is found anew after each stroke."
      footer={
        <>
          <p className={classes.status} role="status">
            {error ? `${error.message} ${error.hint}` : isCutting ? 'Cutting out…' : statusOf(shown?.preview)}
          </p>
          <Button onClick={onClose}>Cancel</Button>
          <Button
            kind="primary"
            disabled={isBusy || !found || isCutting}
            title={isBusy ? 'Cancel the run first, or wait for its end' : undefined}
            onClick={() => void acceptCorrections(project, photoId, strokes, options).then((ok) => ok && onClose())}
          >
            Accept and run again
          </Button>
        </>
      }
    >
      <div className={classes.editor}>
        <div className={classes.tools} role="toolbar" aria-label="Brush">
          <Segmented
            label="What the brush says"
            value={kind}
            options={[
              { value: 'object', label: 'Keep', title: 'It belongs to the object (K)' },
              { value: 'background', label: 'Remove', title: 'It does not (X)' },
            ]}
            onValue={setKind}
          />
          <div className={classes.size}>
            Brush
            <Slider
              label="Size of the brush"
              value={Math.log(radius)}
              min={Math.log(RADIUS.least)}
              max={Math.log(RADIUS.most)}
              step={0.05}
              onValue={(value) => setRadius(Math.exp(value))}
            />
          </div>
          <IconButton
            label="Undo"
            shortcut="mod+z"
            disabled={history.past.length === 0}
            onClick={() => setHistory(undone)}
          >
            <ArrowUUpLeftIcon size={16} />
          </IconButton>
          <IconButton
            label="Redo"
            shortcut="mod+shift+z"
            disabled={history.future.length === 0}
            onClick={() => setHistory(redone)}
          >
            <ArrowUUpRightIcon size={16} />
          </IconButton>
          <Button
            kind="quiet"
            disabled={strokes.length === 0}
            onClick={() => setHistory((now) => changed(now, NO_STROKES))}
          >
            Clear
          </Button>
          <span className={classes.gap} />
          <span className={classes.hint}>
            <Kbd keys="k" /> keep <Kbd keys="x" /> remove <Kbd keys="[" /> <Kbd keys="]" /> size <Kbd keys="v" /> view
          </span>
          <Segmented
            label="Shown"
            value={view}
            options={[
              { value: 'object', label: 'Object', title: 'What is cut off is dark (V)' },
              { value: 'photo', label: 'Photo', title: 'The whole photo (V)' },
            ]}
            onValue={setView}
          />
        </div>
        <div className={classes.stage} data-cutting={isCutting}>
          {shown ? (
            <StrokeCanvas
              shown={shown}
              view={found ? view : 'photo'}
              strokes={strokes}
              kind={kind}
              radius={radius}
              onStroke={(stroke) => setHistory((now) => changed(now, [...now.strokes, stroke]))}
            />
          ) : (
            <p className={classes.waiting}>{error ? 'The photo cannot be shown.' : 'Cutting the object out…'}</p>
          )}
        </div>
      </div>
    </Dialog>
  )
}

/** The editor's keys, wherever in its dialog the focus is; the studio's own are silent there. */
function useEditorKeys(keys: Readonly<Record<string, () => void>>): void {
  const now = useRef(keys)
  now.current = keys
  useEffect(() => {
    const onKeyDown = (event: KeyboardEvent) => {
      const run = now.current[shortcutOf(event)]
      if (!run) return
      event.preventDefault()
      run()
    }
    window.addEventListener('keydown', onKeyDown)
    return () => window.removeEventListener('keydown', onKeyDown)
  }, [])
}

function statusOf(preview: { readonly found: boolean; readonly method: 'alpha' | 'model' | 'grabcut' } | undefined) {
  if (!preview) return ''
  return preview.found ? methodWords(preview.method) : 'No object is found: paint over it with “Keep”.'
}
