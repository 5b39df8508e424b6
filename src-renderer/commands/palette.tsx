import { MagnifyingGlassIcon } from '@phosphor-icons/react/dist/csr/MagnifyingGlass'
import { Command as Palette } from 'cmdk'
import { goTo } from '../state/route.ts'
import { useStudio } from '../state/studio-store.ts'
import { Dialog } from '../ui/dialog.tsx'
import { Kbd } from '../ui/kbd.tsx'
import { groupCommands } from './command-groups.ts'
import { useCommandRegistry } from './command-registry.ts'
import classes from './palette.module.css'
import { shortcutOf } from './shortcut.ts'

/** Projects offered by name. */
const MAX_PROJECTS = 8

/** Every command and the latest projects, found by typing. */
export function CommandPalette({ onClose }: { readonly onClose: () => void }) {
  const commands = useCommandRegistry(({ commands }) => commands)
  const projects = useStudio(({ studio }) => studio?.projects) ?? []
  const latest = [...projects].sort((a, b) => (a.updated < b.updated ? 1 : -1)).slice(0, MAX_PROJECTS)
  const offered = [...commands.values()].filter(({ id, sheetOnly }) => !sheetOnly && id !== 'studio.palette')
  const choose = (run: () => void) => {
    onClose()
    // After the dialog has given the focus back, which a command may want to move.
    setTimeout(run)
  }
  return (
    <Dialog open onOpenChange={onClose} title="Commands" bare>
      <Palette
        label="Commands"
        loop
        onKeyDown={(event) => {
          if (shortcutOf(event.nativeEvent) !== 'mod+k') return
          event.preventDefault()
          onClose()
        }}
      >
        <div className={classes.search}>
          <MagnifyingGlassIcon size={17} />
          <Palette.Input data-autofocus className={classes.input} placeholder="What would you like to do?" />
          <Kbd keys="escape" />
        </div>
        <Palette.List className={classes.list}>
          <Palette.Empty className={classes.empty}>
            Nothing is called that. Try a shorter word, such as “photo” or “view”.
          </Palette.Empty>
          {groupCommands(offered).map(({ group, commands }) => (
            <Palette.Group key={group} heading={group} className={classes.group}>
              {commands.map(({ id, title, shortcut, enabled, run }) => (
                <Palette.Item
                  key={id}
                  value={id}
                  keywords={[title, group]}
                  disabled={enabled === false}
                  className={classes.item}
                  onSelect={() => choose(run)}
                >
                  <span className={classes.title}>{title}</span>
                  {shortcut && <Kbd keys={shortcut} />}
                </Palette.Item>
              ))}
            </Palette.Group>
          ))}
          {latest.length > 0 && (
            <Palette.Group heading="Projects" className={classes.group}>
              {latest.map(({ id, name, photos }) => (
                <Palette.Item
                  key={id}
                  value={`project ${id}`}
                  keywords={[name, 'open project']}
                  className={classes.item}
                  onSelect={() => choose(() => goTo({ page: 'project', projectId: id }))}
                >
                  <span className={classes.title}>Open {name}</span>
                  <span className={classes.aside}>{photos} photos</span>
                </Palette.Item>
              ))}
            </Palette.Group>
          )}
        </Palette.List>
      </Palette>
    </Dialog>
  )
}
