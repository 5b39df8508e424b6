import { once } from 'node:events'
import { createConnection, type Socket } from 'node:net'
import { messages, parse, protocol, types } from '@electric-sql/pglite'
import type { Queries, Transactions } from './database.ts'

type Answer = Parameters<Parameters<InstanceType<typeof protocol.Parser>['parse']>[1]>[0]

/** One connection to a PostgreSQL server over its Unix socket, in the words of PGlite's own protocol code. */
export interface PostgresClient extends Queries, Transactions<Queries> {
  close(): Promise<void>
}

/** `user` has to be trusted by the server. Throws what the socket throws, and the server's errors as `DatabaseError`. */
export async function connectPostgres(socketPath: string, user: string): Promise<PostgresClient> {
  const socket = createConnection(socketPath)
  await once(socket, 'connect')
  const ask = talk(socket)
  await ask(protocol.serialize.startup({ user, database: 'postgres' }))
  const queries: Queries = {
    async query<T>(sql: string, params: unknown[] = []) {
      const values = params.map((value) => (value === null || value === undefined ? null : String(value)))
      const answers = await ask(
        protocol.serialize.parse({ text: sql }),
        protocol.serialize.bind({ values }),
        protocol.serialize.describe({ type: 'P' }),
        protocol.serialize.execute({}),
        protocol.serialize.sync(),
      )
      const [{ rows, affectedRows }] = parse.parseResults(answers, types.parsers)
      return { rows: rows as T[], affectedRows }
    },
    exec: (sql) => ask(protocol.serialize.query(sql)),
  }
  return {
    ...queries,
    async transaction(work) {
      await queries.exec('begin')
      try {
        const result = await work(queries)
        await queries.exec('commit')
        return result
      } catch (error) {
        await queries.exec('rollback')
        throw error
      }
    },
    async close() {
      const closed = once(socket, 'close')
      socket.end(protocol.serialize.end())
      await closed
    },
  }
}

/** Sends what belongs together and collects the answers up to `readyForQuery`; one question at a time. */
function talk(socket: Socket): (...parts: Uint8Array[]) => Promise<Answer[]> {
  const parser = new protocol.Parser()
  let answers: Answer[] = []
  let question = Promise.withResolvers<Answer[]>()
  socket.on('data', (data) => {
    parser.parse(Uint8Array.from(data as Buffer).buffer, (answer) => {
      answers.push(answer)
      if (answer.name !== 'readyForQuery') return
      question.resolve(answers)
      answers = []
    })
  })
  socket.on('error', (error) => question.reject(error))
  // A server that is still starting says so and hangs up.
  socket.on('close', () => question.reject(new Error('the server has hung up')))
  return async (...parts) => {
    question = Promise.withResolvers()
    socket.write(Buffer.concat(parts))
    const all = await question.promise
    const failure = all.find((answer) => answer instanceof messages.DatabaseError)
    if (failure) throw failure
    return all
  }
}
