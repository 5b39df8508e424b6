import { CaretDownIcon } from '@phosphor-icons/react/dist/csr/CaretDown'
import { Button, type ButtonProps } from './button.tsx'
import { Menu, type MenuItem } from './menu.tsx'
import classes from './split-button.module.css'

export interface SplitButtonProps extends ButtonProps {
  /** What the caret's menu is called when read aloud. */
  readonly menuLabel: string
  readonly items: readonly MenuItem[]
}

/** A button that does the usual thing at once, and a caret beside it with the rest. */
export function SplitButton({ menuLabel, items, kind = 'plain', ...rest }: SplitButtonProps) {
  return (
    <span className={classes.split}>
      <Button kind={kind} className={classes.main} {...rest} />
      <Menu
        items={items}
        trigger={
          <Button kind={kind} className={`${classes.caret} ${classes[kind] ?? ''}`} aria-label={menuLabel}>
            <CaretDownIcon size={12} weight="bold" />
          </Button>
        }
      />
    </span>
  )
}
