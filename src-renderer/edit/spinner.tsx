import { CircleNotchIcon } from '@phosphor-icons/react/dist/csr/CircleNotch'
import classes from './edit-overlay.module.css'

export function Spinner() {
  return <CircleNotchIcon size={13} className={classes.spinner} aria-hidden="true" />
}
