import { createHash, randomUUID } from 'node:crypto'
import { mkdir, readdir, readFile, rename, rm, writeFile } from 'node:fs/promises'
import path from 'node:path'
import { PGlite } from '@electric-sql/pglite'

const ROOT = path.resolve(import.meta.dirname, '../../..')
const BOOTSTRAP = path.join(import.meta.dirname, 'bootstrap')
const MIGRATIONS = path.join(ROOT, 'supabase/migrations')
const CACHE = path.join(ROOT, 'node_modules/.cache/glimpse3d')

/** Who asks: the role and the claims of a token, as PostgREST and the storage service hand them on. */
export interface Caller {
  readonly role: 'anon' | 'authenticated' | 'service_role'
  /** The user's id. */
  readonly sub?: string
  readonly email?: string
}

/** The part of a database connection that PGlite and a client of a PostgreSQL server have in common. */
export interface Queries {
  query<T>(sql: string, params?: unknown[]): Promise<{ rows: T[]; affectedRows?: number }>
  /** Several statements, without results. */
  exec(sql: string): Promise<unknown>
}

/** A connection that one transaction after the other runs on. */
export interface Transactions<Q extends Queries> {
  transaction<T>(work: (queries: Q) => Promise<T>): Promise<T>
}

/**
 * PostgreSQL within this process, with the roles and schemas of a Supabase project and all migrations applied; no users yet.
 * Making it takes 5 s of a processor, taking it from where the last one was kept 0.7 s.
 */
export async function openDatabase(): Promise<PGlite> {
  const scripts = await databaseScripts()
  const { version } = JSON.parse(
    await readFile(path.join(ROOT, 'node_modules/@electric-sql/pglite/package.json'), 'utf8'),
  )
  const name = createHash('sha256')
    .update(JSON.stringify([version, scripts]))
    .digest('hex')
  const file = path.join(CACHE, `database-${name}.tar`)
  const kept = await readFile(file).catch(() => null)
  if (kept) return await PGlite.create({ loadDataDir: new Blob([kept]) })
  const database = await PGlite.create()
  for (const script of scripts) await database.exec(script)
  await keep(file, await database.dumpDataDir('none'))
  return database
}

/** What makes a fresh cluster a Supabase project of ours: SQL to run in this order as superuser. */
export async function databaseScripts(): Promise<string[]> {
  const bootstrap = await sqlFiles(BOOTSTRAP)
  const migrations = await sqlFiles(MIGRATIONS)
  return [...bootstrap, ...migrations.map((sql) => `begin; set local role project_admin;\n${sql}\ncommit;`)]
}

/**
 * Runs in one transaction as somebody else: row-level security and rights are theirs. What it throws rolls back, with nothing
 * left of the role.
 */
export async function asCaller<T, Q extends Queries>(
  database: Transactions<Q>,
  caller: Caller,
  work: (queries: Q) => Promise<T>,
): Promise<T> {
  return await database.transaction(async (queries) => {
    await queries.query(`select set_config('request.jwt.claims', $1, true), set_config('role', $2, true)`, [
      JSON.stringify(caller),
      caller.role,
    ])
    return await work(queries)
  })
}

/** Adds an account as the auth service does. */
export async function addUser(database: Queries, email: string): Promise<Caller & { readonly sub: string }> {
  const sub = randomUUID()
  await database.query(
    `insert into auth.users (id, aud, role, email, email_confirmed_at)
     values ($1, 'authenticated', 'authenticated', $2, now())`,
    [sub, email],
  )
  return { role: 'authenticated', sub, email }
}

async function sqlFiles(folder: string): Promise<string[]> {
  const names = (await readdir(folder)).filter((name) => name.endsWith('.sql')).sort()
  return await Promise.all(names.map((name) => readFile(path.join(folder, name), 'utf8')))
}

/** In place of those of earlier schemas. Written aside and renamed: several test processes may do so at once. */
async function keep(file: string, data: Blob): Promise<void> {
  await mkdir(CACHE, { recursive: true })
  const earlier = (await readdir(CACHE)).filter((name) => /^database-.*\.tar$/.test(name))
  const aside = `${file}.${process.pid}`
  await writeFile(aside, new Uint8Array(await data.arrayBuffer()))
  await rename(aside, file)
  for (const name of earlier) {
    if (name !== path.basename(file)) await rm(path.join(CACHE, name), { force: true })
  }
}
