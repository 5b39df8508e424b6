import { expect, test } from 'vitest'
import { BACKOFF_DEFAULTS, waitAfter } from '../../../../src-main/cloud/sync/backoff.ts'
import { meansMetered } from '../../../../src-main/cloud/sync/metered-network.ts'
import { patientFetch } from '../../../../src-main/cloud/sync/patient-fetch.ts'

const backoff = { ...BACKOFF_DEFAULTS, attempts: 3, firstMs: 1, longestMs: 2 }

function answering(...answers: (() => Response)[]) {
  const asked: string[] = []
  const send: typeof fetch = async (input) => {
    asked.push(String(input))
    const answer = answers.shift()
    if (!answer) throw new TypeError('fetch failed')
    return answer()
  }
  return { asked, ask: patientFetch({ backoff, fetch: send }) }
}

test('overload, a lost connection and an answer that breaks off are tried again', async () => {
  const broken = new ReadableStream({ start: (controller) => controller.error(new TypeError('terminated')) })
  const { asked, ask } = answering(
    () => new Response('', { status: 503 }),
    () => new Response(broken),
    () => new Response('there'),
  )
  expect(await (await ask('https://x.example/rest/v1/projects')).text()).toBe('there')
  expect(asked).toHaveLength(3)
})

test('it gives up after its tries; what the server means is not tried again, nor is a token asked for twice', async () => {
  const { asked, ask } = answering()
  await expect(ask('https://x.example/rest/v1/projects')).rejects.toThrow('fetch failed')
  expect(asked).toHaveLength(3)
  const refusing = answering(() => new Response('', { status: 403 }))
  expect((await refusing.ask('https://x.example/rest/v1/projects')).status).toBe(403)
  const token = answering(() => new Response('', { status: 500 }))
  expect((await token.ask('https://x.example/auth/v1/token')).status).toBe(500)
})

test('Retry-After comes before waits of our own, as seconds or as a date; one beyond patience ends the trying', () => {
  expect(waitAfter(0, '7', backoff)).toBe(7000)
  expect(waitAfter(0, new Date(Date.now() - 5000).toUTCString(), backoff)).toBe(0)
  expect(waitAfter(0, '3600', backoff)).toBeNull()
  expect(waitAfter(2, null, backoff)).toBeNull()
  expect(waitAfter(1, null, { ...backoff, random: () => 1 })).toBe(2)
})

test('what systems say of a metered network', () => {
  expect(['u 1\n', 'u 3\n', 'Fixed\r\n', 'Variable'].map(meansMetered)).toEqual([true, true, true, true])
  expect(['u 0\n', 'u 2', 'u 4', 'Unrestricted', ''].map(meansMetered)).toEqual([false, false, false, false, false])
})
