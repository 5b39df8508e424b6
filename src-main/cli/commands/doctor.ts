import { cwd } from 'node:process'
import { Command } from 'commander'
import { VERSION } from '../../../src-shared/version.ts'
import { checkMachine } from '../doctor/check-machine.ts'
import { checkParts } from '../doctor/check-parts.ts'
import { EXIT } from '../exit-codes.ts'
import { printLine } from '../output/json-lines.ts'

const MARKS = { good: 'ok     ', limited: 'limited', lacking: 'LACKING' } as const

export function doctorCommand(): Command {
  return new Command('doctor')
    .description('what this machine can do, and what it lacks')
    .option('--json', 'as JSON on standard output')
    .action(async ({ json }: { json?: boolean }) => {
      const { nodeGpuTrainers } = await import('../../../src-engine/training/webgpu/node-gpu-trainers.ts')
      const checks = [...(await checkMachine(cwd())), ...(await checkParts(nodeGpuTrainers()))]
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
