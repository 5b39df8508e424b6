import { create } from 'zustand'
import { readStored, writeStored } from '../state/use-stored.ts'

const TABS = {
  right: ['edit', 'info', 'exports'],
  bottom: ['metrics', 'cut-out', 'views', 'iterations', 'log'],
} as const

interface WorkspaceTabs {
  readonly right: (typeof TABS)['right'][number]
  readonly bottom: (typeof TABS)['bottom'][number]
}

/** Which tab is in front in each of the workspace's panels; remembered. */
export const useWorkspaceTabs = create<WorkspaceTabs>(() => ({
  right: stored('right', TABS.right),
  bottom: stored('bottom', TABS.bottom),
}))

export function showTab(tabs: Partial<WorkspaceTabs>): void {
  useWorkspaceTabs.setState(tabs)
  for (const [place, tab] of Object.entries(tabs)) writeStored(`tab.${place}`, tab)
}

function stored<Name extends string>(place: string, names: readonly [Name, ...Name[]]): Name {
  const found = readStored<string>(`tab.${place}`, names[0])
  return names.find((name) => name === found) ?? names[0]
}
