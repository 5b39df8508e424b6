import type { NativeTheme } from 'electron'
import type { StudioHost } from '../host/studio-host.ts'

/** Menus, dialogs and the page's `prefers-color-scheme` follow the studio's setting. */
export async function followTheme(host: StudioHost, nativeTheme: Pick<NativeTheme, 'themeSource'>): Promise<void> {
  nativeTheme.themeSource = (await host.handlers.getSettings({})).theme
  host.onEvent((event) => {
    if (event.type === 'settings') nativeTheme.themeSource = event.settings.theme
  })
}
