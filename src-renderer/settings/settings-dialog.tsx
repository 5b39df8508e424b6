import { CpuIcon } from '@phosphor-icons/react/dist/csr/Cpu'
import { FolderIcon } from '@phosphor-icons/react/dist/csr/Folder'
import { InfoIcon } from '@phosphor-icons/react/dist/csr/Info'
import { ListBulletsIcon } from '@phosphor-icons/react/dist/csr/ListBullets'
import { SlidersHorizontalIcon } from '@phosphor-icons/react/dist/csr/SlidersHorizontal'
import { Tabs } from 'radix-ui'
import { useStored } from '../state/use-stored.ts'
import { Dialog } from '../ui/dialog.tsx'
import { AboutSettings } from './about-settings.tsx'
import { ComputeSettings } from './compute-settings.tsx'
import { FolderSettings } from './folder-settings.tsx'
import { GeneralSettings } from './general-settings.tsx'
import { LogSettings } from './log-settings.tsx'
import classes from './settings-dialog.module.css'

const SECTIONS = [
  { id: 'general', title: 'General', Icon: SlidersHorizontalIcon, Content: GeneralSettings },
  { id: 'compute', title: 'Compute', Icon: CpuIcon, Content: ComputeSettings },
  { id: 'folders', title: 'Folders', Icon: FolderIcon, Content: FolderSettings },
  { id: 'log', title: 'Log', Icon: ListBulletsIcon, Content: LogSettings },
  { id: 'about', title: 'About', Icon: InfoIcon, Content: AboutSettings },
] as const

/** The studio's settings; each change is saved at once. Opens at the section it was left at. */
export function SettingsDialog({ onClose }: { readonly onClose: () => void }) {
  const [section, setSection] = useStored<string>('settings.section', 'general')
  return (
    <Dialog open onOpenChange={onClose} title="Settings" description="Every change is saved at once." size="large">
      <Tabs.Root className={classes.tabs} orientation="vertical" value={section} onValueChange={setSection}>
        <Tabs.List className={classes.list} aria-label="Sections">
          {SECTIONS.map(({ id, title, Icon }) => (
            <Tabs.Trigger key={id} value={id} className={classes.tab}>
              <Icon size={16} />
              {title}
            </Tabs.Trigger>
          ))}
        </Tabs.List>
        {SECTIONS.map(({ id, Content }) => (
          <Tabs.Content key={id} value={id} className={classes.content}>
            <Content />
          </Tabs.Content>
        ))}
      </Tabs.Root>
    </Dialog>
  )
}
