import { create } from 'zustand'
import type { ProjectState } from '../../src-shared/studio-api/project.ts'
import type { EngineStatus } from '../../src-shared/studio-api/studio.ts'
import { createTransport } from '../client/choose-transport.ts'
import { createStudioClient, type StudioClient } from '../client/studio-client.ts'
import { applyEvent, type HostMirror } from './apply-event.ts'
import { logToStudio } from './studio-log.ts'

interface StudioStore extends HostMirror {
  readonly connection: 'connecting' | 'open' | 'lost'
}

/** What the host has told, for components: `useStudio(({ studio }) => studio?.queue)`. */
export const useStudio = create<StudioStore>(() => ({ studio: null, projects: new Map(), connection: 'connecting' }))

let client: StudioClient | null = null

/** Connects to the host; once, before anything is drawn. */
export function connectStudio(): void {
  client = createStudioClient(createTransport())
  client.onEvent((event) => {
    if (event.type === 'engine') logToStudio(event.engine.error ? 'error' : 'info', engineLine(event.engine))
    useStudio.setState((mirror) => applyEvent(mirror, event))
  })
  client.onConnection((connection) => {
    logToStudio(connection === 'lost' ? 'warning' : 'info', `Connection: ${connection}.`)
    useStudio.setState({ connection })
  })
}

function engineLine({ state, error }: EngineStatus): string {
  return error ? `Engine: ${state}. ${error.message} ${error.hint}` : `Engine: ${state}.`
}

/** The way to the host. */
export function studioClient(): StudioClient {
  if (!client) throw new Error('connectStudio has not been called')
  return client
}

/** All that is known of a project; undefined until `openProject` has answered. */
export function useProject(projectId: string): ProjectState | undefined {
  return useStudio(({ projects }) => projects.get(projectId))
}

/** Asks for a project in full; from then on events keep it true. */
export async function openProject(projectId: string): Promise<void> {
  const project = await studioClient().api.openProject({ projectId })
  useStudio.setState((mirror) => applyEvent(mirror, { type: 'project', projectId, project }))
}
