import { useEffect } from 'react'
import { create } from 'zustand'
import type { ModelsState } from '../../src-shared/studio-api/model-calls.ts'
import { studioClient } from '../state/studio-store.ts'
import { toastError } from '../ui/toast.tsx'

export const useModels = create<{ readonly models: ModelsState | null }>(() => ({ models: null }))

/** Asks for the models and keeps them true for as long as the component is shown, over lost connections too. */
export function useFreshModels(): ModelsState | null {
  useEffect(() => {
    const ask = () =>
      studioClient()
        .api.getModels({})
        .then((models) => useModels.setState({ models }), toastError)
    void ask()
    return studioClient().onEvent((event) => {
      if (event.type === 'models') useModels.setState({ models: event.models })
      else if (event.type === 'studio') void ask()
      else if (event.type === 'modelDownloads') {
        const { downloads } = event
        useModels.setState(({ models }) => ({ models: models && { ...models, downloads } }))
      }
    })
  }, [])
  return useModels(({ models }) => models)
}
