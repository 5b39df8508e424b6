import { expect, test } from 'vitest'
import { claimsOfToken, cloudProjectSchema } from '../../../../src-shared/cloud/cloud-project.ts'

const token = (claims: object) => `h.${Buffer.from(JSON.stringify(claims)).toString('base64url')}.s`
const ANON = token({ role: 'anon' })

const faultOf = (url: string, anonKey: string) =>
  cloudProjectSchema.safeParse({ url, anonKey }).error?.issues.map(({ message }) => message)

test('a project is an address over https, or on this machine, and a public key', () => {
  const taken = [
    ['https://abc.supabase.co', ANON],
    ['https://cloud.example.org/supabase/', 'sb_publishable_k-1'],
    ['http://127.0.0.1:54321', ANON],
    ['http://[::1]:8000', ANON],
    [' http://localhost:8000/ ', ` ${ANON}\n`],
  ]
  expect(taken.map(([url, anonKey]) => cloudProjectSchema.parse({ url, anonKey }).url)).toEqual([
    'https://abc.supabase.co',
    'https://cloud.example.org/supabase',
    'http://127.0.0.1:54321',
    'http://[::1]:8000',
    'http://localhost:8000',
  ])
})

test.each([
  'abc.supabase.co',
  'http://abc.supabase.co',
  'http://127.0.0.1.example.org',
  'ftp://abc.supabase.co',
  'https://user:password@abc.supabase.co',
  'https://abc.supabase.co/?key=1',
])('%s is no address of a project', (url) => {
  expect(faultOf(url, ANON)).toHaveLength(1)
})

test.each([token({ role: 'service_role' }), 'sb_secret_0123456789'])(
  'a key that opens every account is refused by its name, and not repeated',
  (key) => {
    const [fault] = faultOf('https://abc.supabase.co', key) ?? []
    expect(fault).toContain('service_role')
    expect(fault).not.toContain(key)
  },
)

test.each(['', 'a', 'a.b.c', token({ role: 'authenticated' }), token({}), 'sb_temp_1', `h.${btoa('null')}.s`])(
  '"%s" is no public key',
  (key) => {
    expect(faultOf('https://abc.supabase.co', key)?.[0]).toContain('not the anon')
  },
)

test('what a token says is read as UTF-8', () => {
  expect(claimsOfToken(token({ email: 'zoë@example.org' }))).toEqual({ email: 'zoë@example.org' })
})
