import { useEffect, useState } from 'react'
import { EXECUTION_PROVIDERS, type ProviderChoice } from '../../src-shared/model-slots.ts'
import type { ModelSettings } from '../../src-shared/models.ts'
import type { ProviderCheck } from '../../src-shared/studio-api/model-calls.ts'
import { studioClient } from '../state/studio-store.ts'
import { Button } from '../ui/button.tsx'
import { Field } from '../ui/field.tsx'
import { Select, TextInput } from '../ui/inputs.tsx'
import { toastError } from '../ui/toast.tsx'
import { saveModelSettings } from './model-actions.ts'
import classes from './models-dialog.module.css'

const PROVIDER_WORDS = {
  cuda: 'NVIDIA (CUDA)',
  dml: 'Graphics device (DirectML)',
  coreml: 'Apple (CoreML)',
  cpu: 'Processor',
}

/** Where models are kept, where they come from and what runs them. */
export function ModelPlace({ folder, settings }: { readonly folder: string; readonly settings: ModelSettings }) {
  const checks = useProviders()
  const fastest = checks?.find(({ loads }) => loads)?.provider
  const automatic = fastest ? `Automatic: ${PROVIDER_WORDS[fastest]}` : 'Automatic'
  const refused = checks?.find(({ provider, loads }) => provider === settings.provider && !loads)
  return (
    <section className={classes.place}>
      <Field
        label="Run models on"
        hint={refused ? `It does not load here: ${refused.reason}. The processor is used.` : undefined}
      >
        {(id) => (
          <Select<ProviderChoice>
            id={id}
            value={settings.provider}
            options={[
              { value: 'auto', label: automatic },
              ...EXECUTION_PROVIDERS.map((provider) => ({
                value: provider,
                label: PROVIDER_WORDS[provider],
                disabled: checks?.some((check) => check.provider === provider && check.loads) !== true,
              })),
            ]}
            onValue={(provider) => void saveModelSettings({ provider })}
          />
        )}
      </Field>
      <SavedText
        label="Folder"
        hint="A folder of its own for the models. Those in the former one stay there."
        value={folder}
        onSave={(text) => saveModelSettings({ folder: text || null })}
      />
      <SavedText
        label="Mirror"
        hint="Fetch from here instead, e.g. https://mirror.example/{path}. Checksums are compared all the same."
        placeholder="none"
        value={settings.mirror ?? ''}
        onSave={(text) => saveModelSettings({ mirror: text || null })}
      />
    </section>
  )
}

interface SavedTextProps {
  readonly label: string
  readonly hint: string
  readonly placeholder?: string
  readonly value: string
  /** False: it was refused, and what was typed stays to be corrected. */
  readonly onSave: (text: string) => Promise<boolean>
}

/** A line of text that counts when it is saved. */
function SavedText({ label, hint, placeholder, value, onSave }: SavedTextProps) {
  const [text, setText] = useState(value)
  useEffect(() => setText(value), [value])
  const isChanged = text.trim() !== value
  return (
    <Field label={label} hint={hint} stacked>
      {(id) => (
        <form
          className={classes.saved}
          onSubmit={(event) => {
            event.preventDefault()
            if (isChanged) void onSave(text.trim())
          }}
        >
          <TextInput id={id} value={text} placeholder={placeholder} onChange={({ target }) => setText(target.value)} />
          <Button type="submit" disabled={!isChanged}>
            Save
          </Button>
        </form>
      )}
    </Field>
  )
}

function useProviders(): readonly ProviderCheck[] | null {
  const [checks, setChecks] = useState<readonly ProviderCheck[] | null>(null)
  useEffect(() => {
    let isShown = true
    studioClient()
      .api.checkProviders({})
      .then((found) => isShown && setChecks(found), toastError)
    return () => {
      isShown = false
    }
  }, [])
  return checks
}
