import { BrainIcon } from '@phosphor-icons/react/dist/csr/Brain'
import { CloudIcon } from '@phosphor-icons/react/dist/csr/Cloud'
import { GearSixIcon } from '@phosphor-icons/react/dist/csr/GearSix'
import { KeyboardIcon } from '@phosphor-icons/react/dist/csr/Keyboard'
import { MagnifyingGlassIcon } from '@phosphor-icons/react/dist/csr/MagnifyingGlass'
import type { ReactNode } from 'react'
import { runCommand } from '../commands/command-registry.ts'
import { QueueButton } from '../queue/queue-button.tsx'
import { IconButton } from '../ui/button.tsx'
import { Tooltip } from '../ui/tooltip.tsx'
import { Logo } from './logo.tsx'
import { ThemeButton } from './theme-button.tsx'
import classes from './top-bar.module.css'

/** Along the upper edge of every page: the way home, what the page puts here, and what the whole studio offers. */
export function TopBar({ children }: { readonly children?: ReactNode }) {
  return (
    <header className={classes.bar}>
      <Tooltip text="All projects" shortcut="mod+l">
        <a href="#/" className={classes.home} aria-label="Glimpse3D Studio: all projects">
          <Logo size={22} />
          <span className={classes.name}>Glimpse3D</span>
        </a>
      </Tooltip>
      <div className={classes.page}>{children}</div>
      <nav className={classes.studio} aria-label="Studio">
        <QueueButton />
        <IconButton label="Commands" shortcut="mod+k" onClick={() => runCommand('studio.palette')}>
          <MagnifyingGlassIcon size={16} />
        </IconButton>
        <span className={classes.spare}>
          <IconButton label="Keyboard shortcuts" shortcut="?" onClick={() => runCommand('studio.shortcuts')}>
            <KeyboardIcon size={17} />
          </IconButton>
          <ThemeButton />
        </span>
        <IconButton label="Models" onClick={() => runCommand('studio.models')}>
          <BrainIcon size={17} />
        </IconButton>
        <IconButton label="Cloud" onClick={() => runCommand('studio.cloud')}>
          <CloudIcon size={17} />
        </IconButton>
        <IconButton label="Settings" shortcut="mod+," onClick={() => runCommand('studio.settings')}>
          <GearSixIcon size={16} />
        </IconButton>
      </nav>
    </header>
  )
}
