import { useEffect, useMemo } from 'react'
import { create } from 'zustand'
import type { CloudEntry, CloudState } from '../../src-shared/studio-api/cloud-calls.ts'
import { studioClient } from '../state/studio-store.ts'
import { toastError } from '../ui/toast.tsx'

/** How the cloud stands, as far as `useFreshCloud` has heard. */
export const useCloud = create<{ readonly cloud: CloudState | null }>(() => ({ cloud: null }))

/** Asks how the cloud stands and keeps it true, over lost connections too; once in the studio. */
export function useFreshCloud(): void {
  useEffect(() => {
    const ask = () =>
      studioClient()
        .api.getCloud({})
        .then((cloud) => useCloud.setState({ cloud }), toastError)
    void ask()
    return studioClient().onEvent((event) => {
      if (event.type === 'cloud') useCloud.setState({ cloud: event.cloud })
      else if (event.type === 'studio') void ask()
    })
  }, [])
}

export function useIsSignedIn(): boolean {
  return useCloud(({ cloud }) => cloud?.user != null)
}

/** Whether the cloud has all of a project of the library. */
export function isSynced(projectId: string): boolean {
  const { cloud } = useCloud.getState()
  return cloud?.projects.some((entry) => entry.projectId === projectId && entry.state === 'in-step') ?? false
}

/** How a project of the library stands in the cloud; undefined where it was never kept there, or nobody is signed in. */
export function useCloudEntry(projectId: string): CloudEntry | undefined {
  return useCloud(({ cloud }) => cloud?.projects.find((entry) => entry.projectId === projectId))
}

const NONE: readonly CloudEntry[] = []

/** The account's projects that are not in this library. */
export function useCloudElsewhere(): readonly CloudEntry[] {
  const projects = useCloud(({ cloud }) => cloud?.projects) ?? NONE
  return useMemo(() => projects.filter(({ projectId }) => projectId === null), [projects])
}
