import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { z } from 'zod'
import { type Output, outputSchema } from '../../../src-shared/report.ts'
import { writeAtomically } from '../../files/write-atomically.ts'

/** The models a run has written, wherever they are. */
export async function saveOutputs(folder: string, outputs: readonly Output[]): Promise<string> {
  const path = join(folder, 'outputs.json')
  await writeAtomically(path, JSON.stringify(outputs, null, 2))
  return path
}

export async function loadOutputs(folder: string): Promise<Output[]> {
  return z.array(outputSchema).parse(JSON.parse(await readFile(join(folder, 'outputs.json'), 'utf8')))
}
