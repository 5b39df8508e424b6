import { record } from './stand-in-record.ts'

interface BoxOptions {
  readonly message: string
  readonly detail?: string
  readonly buttons?: readonly string[]
}

export const dialog = {
  showMessageBox: (_window: unknown, options: BoxOptions): Promise<{ response: number }> => {
    record.questions.push({ message: options.message, detail: options.detail, buttons: options.buttons })
    const response = record.answers.shift()
    if (response !== undefined) return Promise.resolve({ response })
    return new Promise((resolve) => record.open.push((response) => resolve({ response })))
  },
  showOpenDialog: async () => ({ filePaths: record.chosen.shift() ?? [] }),
  showErrorBox: (message: string, detail: string) => {
    record.errors.push({ message, detail })
  },
}

type Template = { label?: string; submenu?: unknown }[]

export const Menu = {
  buildFromTemplate: (template: Template) => template,
  setApplicationMenu: (menu: Template) => {
    record.menu = menu
  },
}

export const nativeImage = {
  createFromPath: (path: string) => ({ resize: () => ({ path }) }),
}

export class Notification {
  readonly body: string
  constructor({ body }: { body: string }) {
    this.body = body
  }
  show() {
    record.notifications.push(this.body)
  }
}
