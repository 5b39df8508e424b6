import type { WebContents } from 'electron'
import type { StudioCommand } from '../../../src-shared/studio-api/commands.ts'
import { DESKTOP_CHANNELS } from '../../../src-shared/studio-api/desktop-bridge.ts'
import type { HostMessage } from '../../../src-shared/studio-api/host-message.ts'
import { createOutbox } from '../../../src-shared/studio-api/outbox.ts'
import { type StudioEvent, supersedingKey } from '../../../src-shared/studio-api/studio-events.ts'
import type { StudioHost } from '../../host/studio-host.ts'

const { event: EVENT, command: COMMAND } = DESKTOP_CHANNELS.toPage

/** What is told to the page, at the page's pace. */
export interface PageFeed {
  /** The page is there, or there anew: it is greeted, and hears everything from now on. */
  open(): Promise<void>
  /** The page has taken the last event. Until then newer events replace older ones of their kind. */
  taken(): void
  /** Sends a command; one given before the page is there waits for it. */
  command(command: StudioCommand): void
}

export function createPageFeed(host: StudioHost, page: Pick<WebContents, 'send' | 'isDestroyed'>): PageFeed {
  const early: StudioCommand[] = []
  let isOpen = false
  let opened = 0
  let stop = () => {}
  let release = () => {}
  const send = (message: HostMessage) =>
    new Promise<void>((resolve, reject) => {
      if (page.isDestroyed()) return reject(new Error('The page has gone'))
      release = resolve
      page.send(EVENT, message)
    })
  return {
    open: async () => {
      stop()
      const turn = ++opened
      const outbox = createOutbox(send)
      // A copy: state goes on changing while the message waits.
      const post = (event: StudioEvent, key: string | null) =>
        outbox.post({ type: 'event', event: structuredClone(event) }, key)
      const greeting = await host.greeting()
      // Loaded once more while the greeting was made.
      if (turn !== opened) return
      for (const event of greeting) post(event, null)
      stop = host.onEvent((event) => post(event, supersedingKey(event)))
      isOpen = true
      for (const command of early.splice(0)) page.send(COMMAND, command)
    },
    taken: () => release(),
    command: (command) => {
      if (isOpen) page.send(COMMAND, command)
      else early.push(command)
    },
  }
}
