import { XIcon } from '@phosphor-icons/react/dist/csr/X'
import type { ProjectState } from '../../src-shared/studio-api/project.ts'
import { Button, IconButton } from '../ui/button.tsx'
import { Field } from '../ui/field.tsx'
import { Menu } from '../ui/menu.tsx'
import {
  camerasInWords,
  chooseKnownCameras,
  chooseStartSplats,
  removeRunInput,
  splatsInWords,
} from './run-input-actions.ts'
import classes from './run-inputs-fields.module.css'

/** Known cameras and splats to begin with: what they are, and how to choose or leave them. */
export function RunInputsFields({ project }: { readonly project: ProjectState }) {
  const { id } = project.summary
  const { cameras, splats } = project.inputs
  return (
    <>
      <Field label="Known cameras" hint={cameras ? camerasInWords(cameras) : 'Solved from the photos'}>
        {(field) =>
          cameras ? (
            <Chosen name={cameras.name} what="Solve the cameras again" onRemove={() => removeRunInput(id, 'cameras')} />
          ) : (
            <Menu
              trigger={<Button id={field}>Choose…</Button>}
              items={[
                { label: 'COLMAP folder…', onSelect: () => void chooseKnownCameras(id, 'folder') },
                { label: 'Files (transforms.json, COLMAP)…', onSelect: () => void chooseKnownCameras(id, 'files') },
              ]}
            />
          )
        }
      </Field>
      <Field label="Start from splats" hint={splats ? splatsInWords(splats) : 'New ones at the points of the photos'}>
        {(field) =>
          splats ? (
            <Chosen name={splats.name} what="Begin with new splats" onRemove={() => removeRunInput(id, 'splats')} />
          ) : (
            <Button id={field} onClick={() => void chooseStartSplats(id)}>
              Choose…
            </Button>
          )
        }
      </Field>
    </>
  )
}

interface ChosenProps {
  readonly name: string
  /** What removing it does. */
  readonly what: string
  readonly onRemove: () => Promise<void>
}

function Chosen({ name, what, onRemove }: ChosenProps) {
  return (
    <span className={classes.chosen}>
      <span className={classes.name} title={name}>
        {name}
      </span>
      <IconButton label={what} onClick={() => void onRemove()}>
        <XIcon size={14} />
      </IconButton>
    </span>
  )
}
