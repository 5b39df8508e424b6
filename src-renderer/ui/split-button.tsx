import { CaretDownIcon } from '@phosphor-icons/react/dist/csr/CaretDown'
import { Button, type ButtonProps } from './button.tsx'
import { Menu, type MenuItem } from './menu.tsx'
import classes from './split-button.module.css'

export interface SplitButtonProps extends ButtonProps {
  /** What the caret is called when read aloud. */
  readonly caretLabel: string
  /** What hangs from the caret, or what a click on it does. */
  readonly caret: readonly MenuItem[] | (() => void)
}

/** A button that does the usual thing at once, and a caret beside it with the rest. */
export function SplitButton({ caretLabel, caret, kind = 'plain', ...rest }: SplitButtonProps) {
  const opensMenu = typeof caret !== 'function'
  const button = (
    <Button
      kind={kind}
      className={`${classes.caret} ${classes[kind] ?? ''}`}
      aria-label={caretLabel}
      title={caretLabel}
      onClick={opensMenu ? undefined : caret}
    >
      <CaretDownIcon size={12} weight="bold" />
    </Button>
  )
  return (
    <span className={classes.split}>
      <Button kind={kind} className={classes.main} {...rest} />
      {opensMenu ? <Menu items={caret} trigger={button} /> : button}
    </span>
  )
}
