import { LockSimpleIcon } from '@phosphor-icons/react/dist/csr/LockSimple'
import { Button } from '../ui/button.tsx'
import { EmptyState } from '../ui/empty-state.tsx'

/** The host has been started again and lets in only who opens a new link of it. */
export function SignedOutPage() {
  return (
    <main>
      <EmptyState
        icon={<LockSimpleIcon size={40} />}
        title="This window needs a new link"
        action={<Button onClick={() => location.reload()}>Reload</Button>}
      >
        The studio was started again, so this browser is not let in any more. Press Enter where “glimpse3d serve” runs
        and open the link it prints. Your projects and runs are as you left them.
      </EmptyState>
    </main>
  )
}
