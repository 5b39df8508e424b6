import type { PGlite } from '@electric-sql/pglite'
import { addUser } from '../database.ts'

/** Somebody with an account. */
export interface Person {
  readonly id: string
  readonly email: string
}

export interface People {
  /** The account of an address; made where there is none and `mayCreate`. */
  byEmail(email: string, mayCreate: boolean): Promise<Person | null>
  byId(id: string): Promise<Person | null>
}

export function createPeople(database: PGlite): People {
  const find = async (column: 'id' | 'email', value: string) => {
    const query = `select id, email from auth.users where ${column} = $1`
    return (await database.query<Person>(query, [value])).rows[0] ?? null
  }
  return {
    byId: (id) => find('id', id),
    byEmail: async (given, mayCreate) => {
      const email = given.trim().toLowerCase()
      const known = await find('email', email)
      if (known || !mayCreate) return known
      const { sub } = await addUser(database, email)
      return { id: sub, email }
    },
  }
}

/** The account as clients are told of it. */
export function userOf({ id, email }: Person) {
  const at = '2026-01-01T00:00:00Z'
  return {
    id,
    aud: 'authenticated',
    role: 'authenticated',
    email,
    email_confirmed_at: at,
    app_metadata: { provider: 'email', providers: ['email'] },
    user_metadata: {},
    identities: [],
    created_at: at,
    updated_at: at,
    is_anonymous: false,
  }
}
