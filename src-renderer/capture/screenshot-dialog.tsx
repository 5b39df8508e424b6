import { useState } from 'react'
import { useStored } from '../state/use-stored.ts'
import { Button } from '../ui/button.tsx'
import { Dialog } from '../ui/dialog.tsx'
import { Field } from '../ui/field.tsx'
import { Segmented } from '../ui/segmented.tsx'
import { Switch } from '../ui/switch.tsx'
import { toast, toastError } from '../ui/toast.tsx'
import { useRuntime } from '../viewport/viewport-runtime.ts'
import { BACKGROUNDS, type BackgroundName } from './backgrounds.ts'
import { largestSide } from './draw-offstage.ts'
import { saveBlob } from './save-blob.ts'
import { takeStill } from './still.ts'

export interface CaptureDialogProps {
  /** Of the project, for the file's name. */
  readonly name: string
  readonly onClose: () => void
}

const SCALES = ['1', '2', '4'] as const

/** The view as a PNG. */
export function ScreenshotDialog({ name, onClose }: CaptureDialogProps) {
  const [scale, setScale] = useStored<(typeof SCALES)[number]>('screenshot.scale', '2')
  const [background, setBackground] = useStored<BackgroundName | 'transparent'>('screenshot.background', 'transparent')
  const [helpers, setHelpers] = useState(false)
  const [busy, setBusy] = useState(false)
  const canvas = useRuntime((state) => state.gl?.domElement)
  const sizeAt = (times: number) => ({
    width: Math.round(times * (canvas?.clientWidth ?? 0)),
    height: Math.round(times * (canvas?.clientHeight ?? 0)),
  })
  const largest = largestSide()
  const size = sizeAt(Number(scale))
  const fits = Math.max(size.width, size.height) <= largest
  const take = async () => {
    setBusy(true)
    try {
      const colour = background === 'transparent' ? null : BACKGROUNDS[background].colour
      saveBlob(await takeStill({ size, background: colour, helpers }), `${name}.png`)
      toast({ kind: 'good', title: `Saved ${name}.png` })
      onClose()
    } catch (error) {
      toastError(error)
      setBusy(false)
    }
  }
  return (
    <Dialog
      open
      onOpenChange={(open) => !open && onClose()}
      title="Screenshot"
      description="What the viewport shows now, as a PNG."
      size="small"
      footer={
        <>
          <Button onClick={onClose}>Cancel</Button>
          <Button kind="primary" disabled={busy || !fits} onClick={take}>
            {busy ? 'Drawing…' : 'Save PNG'}
          </Button>
        </>
      }
    >
      <Field
        label="Size"
        hint={fits ? `${size.width} × ${size.height} pixels` : `At most ${largest} pixels a side here`}
      >
        {() => (
          <Segmented
            label="Size"
            value={scale}
            options={SCALES.map((value) => ({ value, label: `${value}×` }))}
            onValue={setScale}
          />
        )}
      </Field>
      <Field label="Background">
        {() => (
          <Segmented
            label="Background"
            value={background}
            options={[
              { value: 'transparent', label: 'Transparent' },
              { value: 'dark', label: BACKGROUNDS.dark.label },
              { value: 'light', label: BACKGROUNDS.light.label },
            ]}
            onValue={setBackground}
          />
        )}
      </Field>
      <Field label="Grid, axes and photos" hint="As the viewport shows them">
        {(id) => <Switch id={id} checked={helpers} onChecked={setHelpers} />}
      </Field>
    </Dialog>
  )
}
