import { Tabs as Radix } from 'radix-ui'
import type { ReactNode } from 'react'
import classes from './tabs.module.css'

export interface TabsProps<Value extends string> {
  readonly label: string
  readonly value: Value
  readonly tabs: readonly {
    readonly value: Value
    readonly label: string
    /** A number or a dot after the name. */
    readonly badge?: ReactNode
    readonly content: ReactNode
  }[]
  readonly onValue: (value: Value) => void
  /** At the right end of the row of tabs. */
  readonly aside?: ReactNode
}

/** Panels that share a place, one in view. Fills its container; each panel scrolls by itself. */
export function Tabs<Value extends string>({ label, value, tabs, onValue, aside }: TabsProps<Value>) {
  return (
    <Radix.Root className={classes.root} value={value} onValueChange={(next) => onValue(next as Value)}>
      <div className={classes.bar}>
        <Radix.List className={classes.list} aria-label={label}>
          {tabs.map((tab) => (
            <Radix.Trigger key={tab.value} value={tab.value} className={classes.tab}>
              {tab.label}
              {tab.badge !== undefined && <span className={classes.badge}>{tab.badge}</span>}
            </Radix.Trigger>
          ))}
        </Radix.List>
        {aside && <div className={classes.aside}>{aside}</div>}
      </div>
      {tabs.map((tab) => (
        <Radix.Content key={tab.value} value={tab.value} className={classes.content} tabIndex={-1}>
          {tab.content}
        </Radix.Content>
      ))}
    </Radix.Root>
  )
}
