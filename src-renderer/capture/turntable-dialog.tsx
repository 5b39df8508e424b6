import { useEffect, useRef, useState } from 'react'
import { formatBytes, formatSeconds } from '../state/format.ts'
import { useStored } from '../state/use-stored.ts'
import { Button } from '../ui/button.tsx'
import { Dialog } from '../ui/dialog.tsx'
import { Field } from '../ui/field.tsx'
import { NumberInput, Select } from '../ui/inputs.tsx'
import { Progress } from '../ui/progress.tsx'
import { Segmented } from '../ui/segmented.tsx'
import { toast, toastError } from '../ui/toast.tsx'
import { BACKGROUNDS, type BackgroundName } from './backgrounds.ts'
import { saveBlob } from './save-blob.ts'
import type { CaptureDialogProps } from './screenshot-dialog.tsx'
import { recordTurntable } from './turntable.ts'
import classes from './turntable-dialog.module.css'

/** Even numbers: codecs share colours between two pixels. */
const SIZES = {
  small: { label: '1280 × 720', width: 1280, height: 720 },
  large: { label: '1920 × 1080', width: 1920, height: 1080 },
  square: { label: '1080 × 1080', width: 1080, height: 1080 },
  tall: { label: '1080 × 1920', width: 1080, height: 1920 },
} as const
type SizeName = keyof typeof SIZES

/** A video of the model turning once. */
export function TurntableDialog({ name, onClose }: CaptureDialogProps) {
  const [size, setSize] = useStored<SizeName>('turntable.size', 'small')
  const [seconds, setSeconds] = useStored('turntable.seconds', 6)
  const [fps, setFps] = useStored<'24' | '30' | '60'>('turntable.fps', '30')
  const [container, setContainer] = useStored<'webm' | 'mp4'>('turntable.container', 'webm')
  const [background, setBackground] = useStored<BackgroundName>('turntable.background', 'dark')
  const [progress, setProgress] = useState<number | null>(null)
  const [began, setBegan] = useState(0)
  const running = useRef<AbortController | null>(null)
  useEffect(() => () => running.current?.abort(), [])
  const count = Math.round(seconds * Number(fps))
  const record = async () => {
    const controller = new AbortController()
    running.current = controller
    setBegan(performance.now())
    setProgress(0)
    try {
      const video = await recordTurntable({
        size: SIZES[size],
        seconds,
        fps: Number(fps),
        container,
        background: BACKGROUNDS[background].colour,
        signal: controller.signal,
        onProgress: setProgress,
      })
      saveBlob(video, `${name}.${container}`)
      toast({
        kind: 'good',
        title: `Saved ${name}.${container}`,
        hint: `${count} pictures, ${formatBytes(video.size)}`,
      })
      onClose()
    } catch (error) {
      toastError(error)
      setProgress(null)
    }
  }
  const left = progress ? ((performance.now() - began) / 1000) * (1 / progress - 1) : null
  const busy = progress !== null
  return (
    <Dialog
      open
      onOpenChange={(open) => !open && onClose()}
      title="Turntable video"
      description="The model turns once, seen from the height and distance of the present view. It can be played in a loop."
      size="small"
      footer={
        <>
          <Button onClick={() => (busy ? running.current?.abort() : onClose())}>{busy ? 'Stop' : 'Cancel'}</Button>
          <Button kind="primary" disabled={busy} onClick={record}>
            Record
          </Button>
        </>
      }
    >
      <fieldset className={classes.fields} disabled={busy}>
        <Field label="Size">
          {(id) => (
            <Select
              id={id}
              value={size}
              options={Object.entries(SIZES).map(([value, { label }]) => ({ value: value as SizeName, label }))}
              onValue={setSize}
            />
          )}
        </Field>
        <Field label="One turn takes" hint={`${count} pictures`}>
          {(id) => (
            <NumberInput id={id} value={seconds} min={1} max={60} step={1} digits={1} unit="s" onValue={setSeconds} />
          )}
        </Field>
        <Field label="Pictures a second">
          {() => (
            <Segmented
              label="Pictures a second"
              value={fps}
              options={(['24', '30', '60'] as const).map((value) => ({ value, label: value }))}
              onValue={setFps}
            />
          )}
        </Field>
        <Field label="Format" hint={container === 'webm' ? 'VP9 or VP8: every browser' : 'H.264: every player'}>
          {() => (
            <Segmented
              label="Format"
              value={container}
              options={[
                { value: 'webm', label: 'WebM' },
                { value: 'mp4', label: 'MP4' },
              ]}
              onValue={setContainer}
            />
          )}
        </Field>
        <Field label="Background">
          {() => (
            <Segmented
              label="Background"
              value={background}
              options={(['dark', 'light'] as const).map((value) => ({ value, label: BACKGROUNDS[value].label }))}
              onValue={setBackground}
            />
          )}
        </Field>
      </fieldset>
      {progress !== null && (
        <div className={classes.progress} role="status">
          <Progress label="Recording" value={progress} />
          <span>
            Picture {Math.round(progress * count)} of {count}
            {left !== null && `, ${formatSeconds(left)} left`}
          </span>
        </div>
      )}
    </Dialog>
  )
}
