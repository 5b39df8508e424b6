import { Command } from 'commander'
import { DEFAULT_LIBRARY } from '../../host/library-shelf.ts'
import { wholeNumber } from '../option-values.ts'
import { printLine } from '../output/json-lines.ts'

interface CloudFlags {
  readonly library: string
  readonly email?: string
}

interface SyncFlags extends CloudFlags {
  readonly add?: boolean
  readonly limit?: number
  readonly metered: boolean
}

/** `glimpse3d cloud ...`: projects that follow their owner. */
export function cloudCommand(): Command {
  const cloud = new Command('cloud').description(
    'projects that follow their owner: sync, status, fetch, trash, restore',
  )
  const command = (words: string) =>
    cloud
      .command(words)
      .option('--library <folder>', 'where the projects are', DEFAULT_LIBRARY)
      .option('--email <address>', 'of your account, to be sent a code to type in')
  command('sync')
    .argument('[folders...]', 'project folders; default: all of the library that are under sync')
    .description('make projects and the cloud the same; goes on where it was stopped')
    .option('--add', 'put these folders under sync first')
    .option('--limit <kib>', 'at most so many KiB a second', wholeNumber(1))
    .option('--no-metered', 'not on a network that costs by the byte')
    .action(async (folders: string[], flags: SyncFlags) => {
      const { syncFolders } = await import('../cloud/sync-folders.ts')
      await syncFolders(folders, flags)
    })
  command('remove')
    .argument('<folder>')
    .description('take a project out of sync; what is in the cloud stays there')
    .action(async (folder: string) => {
      const { takeOutOfSync } = await import('../../cloud/sync/under-sync.ts')
      await takeOutOfSync(folder)
      printLine(`${folder} is not under sync.`)
    })
  command('status')
    .description('what is to be sent or fetched, and what the other machines are at')
    .option('--json', 'as JSON on standard output')
    .action(async (flags: CloudFlags & { json?: boolean }) => {
      const { printCloudStatus } = await import('../cloud/print-cloud-status.ts')
      await printCloudStatus(flags)
    })
  command('fetch')
    .argument('<id>', "a project's id from the status")
    .description('fetch a project that this machine does not have')
    .action(async (id: string, flags: CloudFlags) => {
      const { fetchProject } = await import('../cloud/fetch-project.ts')
      await fetchProject(id, flags)
    })
  command('trash')
    .argument('<id>', "a project's id from the status")
    .description('delete a project everywhere; it can be restored for 30 days')
    .action(async (id: string, flags: CloudFlags) => {
      const { withCloud } = await import('../cloud/with-cloud.ts')
      const { trashProject } = await import('../../cloud/sync/cloud-trash.ts')
      await withCloud(flags, ({ account }) => trashProject(account, id))
      printLine(`${id} is in the trash. "glimpse3d cloud restore ${id}" takes it out again, for 30 days.`)
    })
  command('restore')
    .argument('<id>', "a project's id from the status")
    .description('take a project out of the trash')
    .action(async (id: string, flags: CloudFlags) => {
      const { withCloud } = await import('../cloud/with-cloud.ts')
      const { restoreProject } = await import('../../cloud/sync/cloud-trash.ts')
      await withCloud(flags, ({ account }) => restoreProject(account, id))
      printLine(`${id} is out of the trash. "glimpse3d cloud fetch ${id}" fetches it.`)
    })
  return cloud
}
