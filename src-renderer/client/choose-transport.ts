import type { DesktopBridge } from '../../src-shared/studio-api/desktop-bridge.ts'
import { createIpcTransport } from './ipc-transport.ts'
import type { Transport } from './transport.ts'
import { createWebTransport } from './web-transport.ts'

/** The way to the host of this page: the desktop app's bridge where there is one, else the server the page came from. */
export function createTransport(): Transport {
  const { glimpse3d } = globalThis as { glimpse3d?: DesktopBridge }
  return glimpse3d ? createIpcTransport(glimpse3d) : createWebTransport({ address: document.baseURI })
}
