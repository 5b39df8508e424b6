import { Command, CommanderError } from 'commander'
import { VERSION } from '../../src-shared/version.ts'
import { cloudCommand } from './commands/cloud.ts'
import { convertCommand } from './commands/convert.ts'
import { demoCommand } from './commands/demo.ts'
import { doctorCommand } from './commands/doctor.ts'
import { infoCommand } from './commands/info.ts'
import { modelsCommand } from './commands/models.ts'
import { reconstructCommand } from './commands/reconstruct.ts'
import { serveCommand } from './commands/serve.ts'
import { statusCommand } from './commands/status.ts'
import { EXIT } from './exit-codes.ts'
import { reportError } from './report-error.ts'

/**
 * Runs the command line and ends the process with its exit code (exit-codes.ts). Commands load the engine only when they
 * run: help comes at once, and `doctor` works where a library does not load.
 */
export async function runProgram(words: readonly string[]): Promise<never> {
  const program = new Command('glimpse3d')
    .description('Photographs into 3D on your own machine: splats, a textured mesh, GLB.')
    .version(VERSION)
    .exitOverride()
    .configureHelp({ showGlobalOptions: false })
    .showHelpAfterError('(glimpse3d --help shows what there is)')
  const commands = [
    reconstructCommand(),
    infoCommand(),
    statusCommand(),
    convertCommand(),
    modelsCommand(),
    cloudCommand(),
    serveCommand(),
    doctorCommand(),
    demoCommand(),
  ]
  for (const command of commands) {
    program.addCommand(command.copyInheritedSettings(program))
  }
  process.exit(await exitCodeAfter(program, words))
}

async function exitCodeAfter(program: Command, words: readonly string[]): Promise<number> {
  try {
    await program.parseAsync(words, { from: 'user' })
    return Number(process.exitCode ?? EXIT.done)
  } catch (error) {
    // Commander has said by itself what is wrong; asking for help or the version is no failure.
    if (error instanceof CommanderError) return error.exitCode === 0 ? EXIT.done : EXIT.badArguments
    return reportError(error, words.includes('--json'))
  }
}
