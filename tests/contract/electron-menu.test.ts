import { join } from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { studioCommandSchema } from '../../src-shared/studio-api/commands.ts'
import { type DrivenApp, startDrivenApp } from '../support/electron/driven-app.ts'
import { smallVase } from '../support/small-vase.ts'
import { temporaryFolder } from '../support/test-photos.ts'

let app: DrivenApp
let photos: string

beforeAll(async () => {
  const root = temporaryFolder()
  photos = await smallVase(join(root, 'My vase'), 2)
  app = await startDrivenApp(join(root, 'home'))
  await app.until(({ record }) => record.menu.length > 0)
})
afterAll(() => app.end())

/** Clicks an item, named by the way to it. */
const click = (path: readonly string[]) =>
  app.evaluate(async ({ record }, path) => {
    type Item = { label?: string; submenu?: Item[]; click?: () => unknown }
    let items = record.menu as Item[]
    let found: Item | undefined
    for (const label of path) {
      found = items.find((item) => item.label === label)
      items = found?.submenu ?? []
    }
    if (!found?.click) throw new Error(`There is no item ${path.join(' > ')}`)
    await found.click()
  }, path)

const commands = () =>
  app.evaluate(({ record }) =>
    record.sent.filter(({ channel }) => channel === 'studio:command').map(({ message }) => message),
  )

test('menu items ask the page for what they say; one clicked before the page is there waits for it', async () => {
  await click(['File', 'New Project'])
  expect(await commands()).toEqual([])
  const heard = await app.evaluate(async ({ bridge }) => {
    const commands: unknown[] = []
    bridge().open({ message: () => {}, command: (command) => commands.push(command) })
    while (commands.length === 0) await new Promise(setImmediate)
    return commands
  })
  expect(heard).toEqual([{ name: 'new-project' }])
  for (const path of [
    ['File', 'Export…'],
    ['Edit', 'Undo'],
    ['Edit', 'Redo'],
    ['View', 'Command Palette…'],
  ])
    await click(path)
  const names = (await commands()).map((command) => studioCommandSchema.parse(command).name)
  expect(names).toEqual(['new-project', 'export', 'undo', 'redo', 'command-palette'])
})

test('photos chosen in the system’s dialog reach the page as handles; a folder without photos is told', async () => {
  await app.evaluate(({ record }, folder) => record.chosen.push([folder], []), photos)
  await click(['File', 'Add Folder…'])
  await click(['File', 'Add Photos…'])
  const command = studioCommandSchema.parse((await commands()).at(-1))
  expect(command).toEqual({ name: 'add-photos', label: 'My vase', handles: [expect.any(String), expect.any(String)] })
  expect((await commands()).filter(({ name }) => name === 'add-photos')).toHaveLength(1)

  await app.evaluate(
    ({ record }, folder) => {
      record.chosen.push([folder])
      record.answers.push(0)
    },
    join(photos, '..', 'home'),
  )
  await click(['File', 'Add Folder…'])
  expect(await app.evaluate(({ record }) => record.questions.at(-1)?.message)).toBe('home holds no photos.')
})

test('recent projects are in the menu under their present names, and are opened from it', async () => {
  const { id } = (await app.output('createProject', { name: 'Salt & Pepper' })) as { id: string }
  await app.until(({ record }) => JSON.stringify(record.menu).includes('Salt && Pepper'))
  await click(['File', 'Recent Projects', 'Salt && Pepper'])
  expect((await commands()).at(-1)).toEqual({ name: 'open-project', projectId: id })
  await app.output('openProject', { projectId: id })
  expect(await app.evaluate(({ record }) => record.recentDocuments)).toEqual([expect.stringContaining(id)])
  await app.output('renameProject', { projectId: id, name: 'Mill' })
  await app.until(({ record }) => JSON.stringify(record.menu).includes('"Mill"'))

  // Picked from the system's own list of recent documents.
  await app.evaluate(({ app, record }) =>
    app.emit('open-file', { preventDefault: () => {} }, record.recentDocuments[0]),
  )
  await app.evaluate(({ app }) => app.emit('open-file', { preventDefault: () => {} }, '/etc'))
  expect((await commands()).at(-1)).toEqual({ name: 'open-project', projectId: id })
  await app.output('deleteProject', { projectId: id })
  await app.until(({ record }) => !JSON.stringify(record.menu).includes('"Mill"'))
})

test('menus and dialogs follow the theme of the studio', async () => {
  await app.output('setSettings', { theme: 'light' })
  expect(await app.evaluate(({ nativeTheme }) => nativeTheme.themeSource)).toBe('light')
})
