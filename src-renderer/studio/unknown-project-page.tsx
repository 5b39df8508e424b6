import { FolderDashedIcon } from '@phosphor-icons/react/dist/csr/FolderDashed'
import { goTo } from '../state/route.ts'
import { Button } from '../ui/button.tsx'
import { EmptyState } from '../ui/empty-state.tsx'
import { TopBar } from './top-bar.tsx'

/** The address names a project that the library does not hold. */
export function UnknownProjectPage() {
  return (
    <>
      <TopBar />
      <main>
        <EmptyState
          icon={<FolderDashedIcon size={40} />}
          title="This project is not in the library"
          action={
            <Button kind="primary" onClick={() => goTo({ page: 'library' })}>
              All projects
            </Button>
          }
        >
          It may have been deleted, here or on another machine, or belongs to another library folder. Settings, Folders
          says which one is open; Cloud shows what can be restored or fetched.
        </EmptyState>
      </main>
    </>
  )
}
