import { expect, test } from 'vitest'
import { rememberLast } from '../../../src-main/engine/remember-last.ts'

test('the last results are kept, each made once; what fails is made anew', async () => {
  const made: string[] = []
  const remember = rememberLast<string>(2)
  const ask = (key: string) =>
    remember(key, async () => {
      made.push(key)
      if (key === 'bad') throw new Error('it failed')
      return `value of ${key}`
    })
  expect(await Promise.all([ask('a'), ask('a')])).toEqual(['value of a', 'value of a'])
  await ask('b')
  await ask('a')
  await ask('c')
  expect(made).toEqual(['a', 'b', 'c'])
  // b was not asked for as lately as a.
  await ask('a')
  await ask('b')
  expect(made).toEqual(['a', 'b', 'c', 'b'])
  await expect(ask('bad')).rejects.toThrow('it failed')
  await expect(ask('bad')).rejects.toThrow('it failed')
  expect(made.slice(4)).toEqual(['bad', 'bad'])
})
