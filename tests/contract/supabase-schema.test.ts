import { afterAll, beforeAll, describe } from 'vitest'
import { databaseScripts, openDatabase } from '../support/supabase/database.ts'
import { findPostgres, startPostgres } from '../support/supabase/postgres-server.ts'
import { catalogue } from './supabase/catalogue.ts'
import { policyMatrix } from './supabase/policy-matrix.ts'
import { rows } from './supabase/rows.ts'
import type { Connection } from './supabase/seed.ts'
import { status } from './supabase/status.ts'
import { trespasses } from './supabase/trespasses.ts'

/** What holds of the schema, on whatever runs it. */
function describeSchema(connect: () => Connection): void {
  policyMatrix(connect)
  trespasses(connect)
  catalogue(connect)
  rows(connect)
  status(connect)
}

describe('the cloud schema on PGlite', () => {
  let database: Awaited<ReturnType<typeof openDatabase>>
  beforeAll(async () => {
    database = await openDatabase()
  })
  afterAll(() => database.close())
  describeSchema(() => database)
})

const programs = await findPostgres()

describe.skipIf(!programs)('the cloud schema on an installed PostgreSQL, 15 or newer', () => {
  let server: Awaited<ReturnType<typeof startPostgres>>
  beforeAll(async () => {
    server = await startPostgres(String(programs))
    for (const script of await databaseScripts()) await server.database.exec(script)
  })
  afterAll(() => server.stop())
  describeSchema(() => server.database)
})
