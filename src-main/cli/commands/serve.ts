import { Command } from 'commander'
import { DEFAULT_LIBRARY } from '../../host/library-shelf.ts'
import { cancelSignal } from '../cancel-signal.ts'
import { wholeNumber } from '../option-values.ts'
import { printLine } from '../output/json-lines.ts'
import { openInBrowser } from '../output/open-in-browser.ts'

interface ServeFlags {
  readonly port?: number
  readonly library: string
  readonly open?: boolean
  readonly token?: boolean
}

export function serveCommand(): Command {
  return new Command('serve')
    .description('the studio in a browser on this machine')
    .option('--port <n>', 'port on 127.0.0.1 (default: any that is free)', wholeNumber(1))
    .option('--library <folder>', 'where the projects are', DEFAULT_LIBRARY)
    .option('--open', 'open the browser')
    .option('--token', 'also print a token, with which programs may ask (docs/api.md)')
    .action(async ({ port, library, open, token }: ServeFlags) => {
      const { startServer } = await import('../../server/start-server.ts')
      const server = await startServer({ port, library })
      printLine(`Library  ${server.library}`)
      for (const problem of server.problems) console.error(`Warning: ${problem}`)
      const showLink = () => {
        const link = server.newLink()
        printLine(`Studio   ${link}`)
        return link
      }
      const link = showLink()
      if (token) printLine(`Token    ${server.newAccessToken()}`)
      printLine('The link lets one browser in. Ctrl-C ends the studio; a run can then be resumed.')
      if (open) openInBrowser(link)
      if (process.stdin.isTTY) {
        printLine('Press Enter for another link.')
        process.stdin.on('data', showLink).unref()
      }
      await aborted(cancelSignal())
      await server.close()
    })
}

function aborted(signal: AbortSignal): Promise<void> {
  return new Promise((resolve) => signal.addEventListener('abort', () => resolve(), { once: true }))
}
