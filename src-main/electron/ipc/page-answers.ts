import type { NativeImage, WebContents } from 'electron'
import { answerCall } from '../../../src-shared/studio-api/answer-call.ts'
import { DESKTOP_FILE_CALLS } from '../../../src-shared/studio-api/desktop-files.ts'
import { STUDIO_CALLS, type StudioHandlers } from '../../../src-shared/studio-api/studio-calls.ts'
import type { StudioHost } from '../../host/studio-host.ts'
import type { PageAnswers } from './answer-page.ts'
import { dragOut } from './drag-out.ts'
import { issueHandlesFor } from './dropped-files.ts'
import type { PageFeed } from './page-feed.ts'

/** What the app answers its page, channel by channel. */
export function pageAnswers(
  host: StudioHost,
  handlers: StudioHandlers,
  feed: PageFeed,
  page: Pick<WebContents, 'startDrag'>,
  dragIcon: NativeImage,
): PageAnswers {
  const fileHandlers = {
    issueHandles: async ({ path }: { path: string }) => ({ handles: await issueHandlesFor(host.handles, path) }),
  }
  return {
    open: feed.open,
    taken: feed.taken,
    call: (message) => answerCall(STUDIO_CALLS, handlers, message),
    files: (message) => answerCall(DESKTOP_FILE_CALLS, fileHandlers, message),
    drag: (message) => dragOut(host, page, dragIcon, message),
  }
}
