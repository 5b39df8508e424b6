import { type ChildProcess, spawn } from 'node:child_process'
import { createInterface } from 'node:readline'
import { fileURLToPath } from 'node:url'
import { type EngineEvent, engineEventSchema } from '../../src-shared/events.ts'

const PROGRAM = fileURLToPath(new URL('../../bin/glimpse3d.mjs', import.meta.url))

export interface CliOptions {
  /** User to run as; needs root. */
  readonly uid?: number
  readonly cwd?: string
  /** Called with the process as soon as it runs. */
  readonly onStart?: (process: ChildProcess) => void
  /** With --json: called with each event as it comes, and with the process, to interrupt it. */
  readonly onEvent?: (event: EngineEvent, process: ChildProcess) => void
}

export interface CliResult {
  /** Null when a signal ended the process. */
  readonly code: number | null
  readonly stdout: string
  readonly stderr: string
  /** With --json: every line of standard output, each checked against the schema. */
  readonly events: EngineEvent[]
}

/** Runs the real command line in a process of its own. */
export async function runCli(words: readonly string[], options: CliOptions = {}): Promise<CliResult> {
  const { GLIMPSE3D_DEBUG: _, ...env } = process.env
  const child = spawn(process.execPath, [PROGRAM, ...words], {
    cwd: options.cwd,
    uid: options.uid,
    gid: options.uid,
    env,
    stdio: ['ignore', 'pipe', 'pipe'],
  })
  options.onStart?.(child)
  const lines: string[] = []
  const events: EngineEvent[] = []
  const isEvents = words.includes('--json') && words[0] === 'reconstruct'
  createInterface(child.stdout).on('line', (line) => {
    lines.push(line)
    if (!isEvents) return
    const event = engineEventSchema.parse(JSON.parse(line))
    events.push(event)
    options.onEvent?.(event, child)
  })
  let stderr = ''
  child.stderr.setEncoding('utf8').on('data', (text) => {
    stderr += text
  })
  const code = await new Promise<number | null>((resolve, reject) => {
    child.on('error', reject)
    child.on('close', resolve)
  })
  return { code, stdout: lines.join('\n'), stderr, events }
}
