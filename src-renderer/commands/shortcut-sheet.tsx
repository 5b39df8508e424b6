import { useRoute } from '../state/route.ts'
import { Dialog } from '../ui/dialog.tsx'
import { Kbd } from '../ui/kbd.tsx'
import { groupCommands } from './command-groups.ts'
import { useCommandRegistry } from './command-registry.ts'
import classes from './shortcut-sheet.module.css'

/** Every key that does something on this page, as the commands themselves tell. */
export function ShortcutSheet({ onClose }: { readonly onClose: () => void }) {
  const route = useRoute()
  const commands = useCommandRegistry(({ commands }) => commands)
  const withKeys = [...commands.values()].filter(({ shortcut }) => shortcut)
  return (
    <Dialog
      open
      onOpenChange={onClose}
      title="Keyboard shortcuts"
      description={
        route.page === 'library'
          ? 'What the keys do on this page. An open project has more of them.'
          : 'What the keys do while this project is open.'
      }
      size="large"
    >
      <div className={classes.groups}>
        {groupCommands(withKeys).map(({ group, commands }) => (
          <section key={group} className={classes.group}>
            <h3>{group}</h3>
            <dl>
              {commands.map(({ id, title, shortcut }) => (
                <div key={id} className={classes.row}>
                  <dt>{title}</dt>
                  <dd>
                    {shortcut?.split(' ').map((keys) => (
                      <Kbd key={keys} keys={keys} />
                    ))}
                  </dd>
                </div>
              ))}
            </dl>
          </section>
        ))}
      </div>
    </Dialog>
  )
}
