import { cwd } from 'node:process'
import { Command } from 'commander'
import { VERSION } from '../../../src-shared/version.ts'
import { DEFAULT_LIBRARY } from '../../host/library-shelf.ts'
import { cancelSignal } from '../cancel-signal.ts'
import { checkMachine } from '../doctor/check-machine.ts'
import { checkParts } from '../doctor/check-parts.ts'
import type { Check } from '../doctor/checks.ts'
import { EXIT } from '../exit-codes.ts'
import { printLine } from '../output/json-lines.ts'

const MARKS = { good: 'ok     ', limited: 'limited', lacking: 'LACKING' } as const

export function doctorCommand(): Command {
  return new Command('doctor')
    .description('what this machine can do, and what it lacks')
    .option('--json', 'as JSON on standard output')
    .option('--cloud', 'whether the cloud is as it has to be; what is tried there is removed again')
    .option('--library <folder>', 'whose settings name the cloud', DEFAULT_LIBRARY)
    .option('--email <address>', 'with --cloud: of your account, to be sent a code to type in')
    .action(async ({ json, ...flags }: Flags & { json?: boolean }) => {
      const checks = flags.cloud ? await cloudChecks(flags) : await machineChecks()
      const able = checks.every(({ state }) => state !== 'lacking')
      if (json) printLine(JSON.stringify({ version: VERSION, able, checks }))
      else {
        for (const { name, value, state, hint } of checks) {
          printLine(`${MARKS[state]}  ${name.padEnd(18)}${value}${hint && `\n${' '.repeat(27)}${hint}`}`)
        }
        printLine(able ? 'Ready.' : 'Something that is needed is lacking, see above.')
      }
      process.exitCode = able ? EXIT.done : EXIT.machineLacks
    })
}

interface Flags {
  readonly cloud?: boolean
  readonly library: string
  readonly email?: string
}

async function machineChecks(): Promise<Check[]> {
  const { nodeGpuTrainers } = await import('../../../src-engine/training/webgpu/node-gpu-trainers.ts')
  return [...(await checkMachine(cwd())), ...(await checkParts(nodeGpuTrainers()))]
}

async function cloudChecks({ library, email }: Flags): Promise<Check[]> {
  const { checkCloud } = await import('../doctor/check-cloud.ts')
  return checkCloud({ library, email, signal: cancelSignal() })
}
