import { execFileSync } from 'node:child_process'

/** The process id of the engine that this process's studio has started. */
export function engineProcessId(): number {
  const children = execFileSync('ps', ['-o', 'pid=,args=', '--ppid', String(process.pid)], { encoding: 'utf8' })
  const line = children.split('\n').find((child) => child.includes('engine-process'))
  if (!line) throw new Error(`No engine runs among:\n${children}`)
  return Number.parseInt(line, 10)
}
