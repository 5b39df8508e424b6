import { useMemo } from 'react'
import { type Command, useCommands } from '../commands/command-registry.ts'
import { showTab } from './tab-store.ts'
import type { SidePanel } from './use-side-panel.ts'

/** The commands that show and hide the workspace's panels, and bring their tabs to the front. */
export function usePanelCommands(left: SidePanel, bottom: SidePanel, right: SidePanel): void {
  useCommands(
    useMemo(() => {
      const toggle = (id: string, name: string, shortcut: string, { isOpen, toggle: run }: SidePanel): Command => ({
        id,
        title: `${isOpen ? 'Hide' : 'Show'} ${name}`,
        group: 'View',
        shortcut,
        run,
      })
      const tab = (name: string, title: string, panel: SidePanel, tabs: Parameters<typeof showTab>[0]): Command => ({
        id: `view.${name}`,
        title,
        group: 'View',
        run: () => {
          showTab(tabs)
          panel.setOpen(true)
        },
      })
      const anyOpen = left.isOpen || bottom.isOpen || right.isOpen
      return [
        toggle('view.left', 'photos and stages', 'mod+b', left),
        toggle('view.bottom', 'metrics and log', 'mod+j', bottom),
        toggle('view.right', 'edit, info and exports', 'mod+shift+b', right),
        {
          id: 'view.panels',
          title: anyOpen ? 'Hide all panels' : 'Show all panels',
          group: 'View',
          shortcut: 'mod+\\',
          run: () => {
            for (const panel of [left, bottom, right]) panel.setOpen(!anyOpen)
          },
        },
        tab('metrics', 'Show the metrics', bottom, { bottom: 'metrics' }),
        tab('cut-out', 'Show how the object was cut out', bottom, { bottom: 'cut-out' }),
        tab('views', 'Show the sixteen views', bottom, { bottom: 'views' }),
        tab('iterations', 'Show the iterations and versions', bottom, { bottom: 'iterations' }),
        tab('log', 'Show the log', bottom, { bottom: 'log' }),
        tab('edit', 'Show the edit panel', right, { right: 'edit' }),
        tab('info', 'Show the project’s figures', right, { right: 'info' }),
        tab('exports', 'Show what was exported', right, { right: 'exports' }),
      ] satisfies Command[]
    }, [left, bottom, right]),
  )
}
