import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { existsSync } from 'node:fs'
import { chmod, mkdtemp, readdir, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { setTimeout as delay } from 'node:timers/promises'
import { connectPostgres, type PostgresClient } from './postgres-client.ts'

/** Where Debian puts PostgreSQL. */
const INSTALLED = '/usr/lib/postgresql'
/** Views that keep to their reader's rights (`security_invoker`) came with this version. */
const OLDEST = 15

export interface PostgresServer {
  readonly database: PostgresClient
  stop(): Promise<void>
}

/** The programs of the newest PostgreSQL that will do, or null. */
export async function findPostgres(): Promise<string | null> {
  if (!existsSync(INSTALLED)) return null
  const versions = (await readdir(INSTALLED)).map(Number).filter((version) => version >= OLDEST)
  const folder = path.join(INSTALLED, String(Math.max(...versions)), 'bin')
  return versions.length > 0 && existsSync(path.join(folder, 'postgres')) ? folder : null
}

/** A fresh cluster in a temporary folder, reachable over a Unix socket only; `stop` removes it. */
export async function startPostgres(programs: string): Promise<PostgresServer> {
  const folder = await mkdtemp(path.join(tmpdir(), 'glimpse3d-postgres-'))
  const data = path.join(folder, 'data')
  // PostgreSQL refuses to run as root; Debian's package has made this account.
  const asRoot = process.getuid?.() === 0
  const start = (program: string, args: string[]) =>
    asRoot
      ? spawn('setpriv', ['--reuid=postgres', '--regid=postgres', '--clear-groups', program, ...args], {
          stdio: 'ignore',
        })
      : spawn(program, args, { stdio: 'ignore' })
  if (asRoot) await chmod(folder, 0o777)

  const [code] = await once(
    start(path.join(programs, 'initdb'), [
      '-D',
      data,
      '-U',
      'postgres',
      '-A',
      'trust',
      '-E',
      'UTF8',
      '--locale=C',
      '-N',
    ]),
    'exit',
  )
  if (code !== 0) throw new Error(`initdb ended with ${code}`)
  const server = start(path.join(programs, 'postgres'), [
    ...['-D', data, '-k', folder, '-c', 'listen_addresses=', '-c', 'fsync=off', '-c', 'wal_level=logical'],
  ])
  const ended = once(server, 'exit')
  const database = await whenReady(path.join(folder, '.s.PGSQL.5432'), () => server.exitCode)
  return {
    database,
    async stop() {
      await database.close()
      server.kill('SIGINT')
      await ended
      await rm(folder, { recursive: true, force: true })
    },
  }
}

async function whenReady(socket: string, exitCode: () => number | null): Promise<PostgresClient> {
  for (;;) {
    if (exitCode() !== null) throw new Error(`postgres ended with ${exitCode()}`)
    // Until it listens there is no socket; while it starts up it hangs up.
    const database = await connectPostgres(socket, 'postgres').catch(() => null)
    if (database) return database
    await delay(50)
  }
}
