import { SidebarSimpleIcon } from '@phosphor-icons/react/dist/csr/SidebarSimple'
import { SquareHalfBottomIcon } from '@phosphor-icons/react/dist/csr/SquareHalfBottom'
import { type ReactNode, useState } from 'react'
import { Group, Panel, Separator } from 'react-resizable-panels'
import { IconButton } from '../ui/button.tsx'
import { usePanelCommands } from './use-panel-commands.ts'
import { type SidePanel, useSidePanel } from './use-side-panel.ts'
import classes from './workspace-layout.module.css'

export interface WorkspaceLayoutProps {
  /** The row on top, given the buttons that show and hide the panels. */
  readonly top: (panelButtons: ReactNode) => ReactNode
  readonly left: ReactNode
  readonly centre: ReactNode
  readonly bottom: ReactNode
  readonly right: ReactNode
}

/** Pixels. Wide enough for two thumbnails and a row of three numbers; a large screen has room for more. */
const INITIAL = { left: 272, bottom: 210, right: 296 }
const INITIAL_LARGE = { left: 372, bottom: 260, right: 340 }
const LARGE_WINDOW = 1800

/** The viewport with a panel on each side but the top; each can be resized, folded away, and is remembered. */
export function WorkspaceLayout({ top, left, centre, bottom, right }: WorkspaceLayoutProps) {
  const [initial] = useState(() => (window.innerWidth < LARGE_WINDOW ? INITIAL : INITIAL_LARGE))
  const leftPanel = useSidePanel('left', initial.left)
  const bottomPanel = useSidePanel('bottom', initial.bottom)
  const rightPanel = useSidePanel('right', initial.right)
  usePanelCommands(leftPanel, bottomPanel, rightPanel)
  return (
    <div className={classes.workspace}>
      {top(<PanelButtons left={leftPanel} bottom={bottomPanel} right={rightPanel} />)}
      <Group className={classes.columns}>
        <Panel {...leftPanel.panel} minSize={216} maxSize={560} className={classes.side}>
          <aside hidden={!leftPanel.isOpen} className={classes.fill} aria-label="Photos and stages">
            {left}
          </aside>
        </Panel>
        <Separator className={classes.vertical} aria-label="Width of the left panel" />
        <Panel id="centre" minSize={320}>
          <Group orientation="vertical">
            <Panel id="viewport" minSize={180} className={classes.viewport}>
              {centre}
            </Panel>
            <Separator className={classes.horizontal} aria-label="Height of the lower panel" />
            <Panel {...bottomPanel.panel} minSize={130} maxSize="60%" className={classes.side}>
              <section hidden={!bottomPanel.isOpen} className={classes.fill} aria-label="Metrics and log">
                {bottom}
              </section>
            </Panel>
          </Group>
        </Panel>
        <Separator className={classes.vertical} aria-label="Width of the right panel" />
        <Panel {...rightPanel.panel} minSize={248} maxSize={560} className={classes.side}>
          <aside hidden={!rightPanel.isOpen} className={classes.fill} aria-label="Edit, info and exports">
            {right}
          </aside>
        </Panel>
      </Group>
    </div>
  )
}

interface PanelButtonsProps {
  readonly left: SidePanel
  readonly bottom: SidePanel
  readonly right: SidePanel
}

function PanelButtons({ left, bottom, right }: PanelButtonsProps) {
  return (
    <span className={classes.buttons}>
      <IconButton label="Photos and stages" shortcut="mod+b" aria-pressed={left.isOpen} onClick={left.toggle}>
        <SidebarSimpleIcon size={17} />
      </IconButton>
      <IconButton label="Metrics and log" shortcut="mod+j" aria-pressed={bottom.isOpen} onClick={bottom.toggle}>
        <SquareHalfBottomIcon size={17} />
      </IconButton>
      <IconButton
        label="Edit, info and exports"
        shortcut="mod+shift+b"
        aria-pressed={right.isOpen}
        onClick={right.toggle}
      >
        <SidebarSimpleIcon size={17} mirrored />
      </IconButton>
    </span>
  )
}
