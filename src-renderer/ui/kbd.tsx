import { formatShortcut } from '../commands/shortcut.ts'
import classes from './kbd.module.css'

/** A key combination as it is written on this system, e.g. `mod+z` as Ctrl+Z. Of several, the first. */
export function Kbd({ keys }: { readonly keys: string }) {
  return <kbd className={classes.kbd}>{formatShortcut(keys.split(' ')[0])}</kbd>
}
