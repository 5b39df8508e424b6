import { CheckCircleIcon } from '@phosphor-icons/react/dist/csr/CheckCircle'
import { InfoIcon } from '@phosphor-icons/react/dist/csr/Info'
import { WarningIcon } from '@phosphor-icons/react/dist/csr/Warning'
import { WarningOctagonIcon } from '@phosphor-icons/react/dist/csr/WarningOctagon'
import { XIcon } from '@phosphor-icons/react/dist/csr/X'
import { Toast as Radix } from 'radix-ui'
import { create } from 'zustand'
import { asStudioError } from '../../src-shared/as-studio-error.ts'
import { logToStudio } from '../state/studio-log.ts'
import { Button } from './button.tsx'
import classes from './toast.module.css'

export interface Toast {
  readonly kind: 'good' | 'info' | 'warning' | 'error'
  readonly title: string
  /** What to do next. */
  readonly hint?: string
  readonly action?: { readonly label: string; readonly run: () => void }
}

const useToasts = create<{ toasts: readonly (Toast & { id: number })[] }>(() => ({ toasts: [] }))
let nextId = 1
const ICONS = { good: CheckCircleIcon, info: InfoIcon, warning: WarningIcon, error: WarningOctagonIcon }
const MAX_TOASTS = 4
const SHOWN_MS = { good: 5000, info: 6000, warning: 9000, error: 15_000 }
/** Time to read, decide and reach the button, say, of an undo. */
const LEAST_WITH_ACTION_MS = 12_000

/** Says something in the corner of the window. The same words twice are said once. */
export function toast(message: Toast): void {
  useToasts.setState(({ toasts }) => ({
    toasts: [...toasts.filter(({ title }) => title !== message.title), { ...message, id: nextId++ }].slice(-MAX_TOASTS),
  }))
}

/** Says what went wrong and what to do next. What the person cancelled is not worth a word. */
export function toastError(cause: unknown, action?: Toast['action']): void {
  const error = asStudioError(cause)
  if (error.code === 'cancelled') return
  logToStudio('error', `${error.code}: ${error.message}`)
  toast({ kind: 'error', title: error.message, hint: error.hint, action })
}

function close(id: number): void {
  useToasts.setState(({ toasts }) => ({ toasts: toasts.filter((other) => other.id !== id) }))
}

/** Shows the toasts; once in the studio. */
export function Toaster() {
  const { toasts } = useToasts()
  return (
    <Radix.Provider swipeDirection="right">
      {toasts.map(({ id, kind, title, hint, action }) => {
        const Icon = ICONS[kind]
        return (
          <Radix.Root
            key={id}
            className={`${classes.toast} ${classes[kind]}`}
            duration={action ? Math.max(SHOWN_MS[kind], LEAST_WITH_ACTION_MS) : SHOWN_MS[kind]}
            type={kind === 'error' ? 'foreground' : 'background'}
            onOpenChange={(open) => !open && close(id)}
          >
            <Icon size={18} weight="fill" className={classes.icon} />
            <div className={classes.text}>
              <Radix.Title className={classes.title}>{title}</Radix.Title>
              {hint && <Radix.Description className={classes.hint}>{hint}</Radix.Description>}
              {action && (
                <Radix.Action altText={action.label} asChild>
                  <Button className={classes.action} onClick={action.run}>
                    {action.label}
                  </Button>
                </Radix.Action>
              )}
            </div>
            <Radix.Close className={classes.close} aria-label="Close">
              <XIcon size={13} />
            </Radix.Close>
          </Radix.Root>
        )
      })}
      <Radix.Viewport className={classes.viewport} />
    </Radix.Provider>
  )
}
