/**
 * Whole runs of the command line, scored: `node bench/reconstruct.ts <data folder> [scene:preset ...] [--out FOLDER]`.
 * Default: vase:fast vase:balanced fountain:fast mouse:balanced. A scene is a folder with `photos/` and, to compare with,
 * `cameras.json` and `object.obj`. Prints one line of JSON a run, which `bench/results/` records.
 * Times are wall seconds on as many threads as the machine has cores.
 */
import { spawnSync } from 'node:child_process'
import { existsSync, mkdirSync, mkdtempSync } from 'node:fs'
import { readFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { parseArgs } from 'node:util'
import { decodeGlb } from '../src-engine/export/read-glb.ts'
import { type Report, reportSchema } from '../src-shared/report.ts'
import { alignPoints, poseOf, readTrueCameras, scoreCameras } from '../tests/support/score-cameras.ts'
import { readObj, type Surface, scoreSurface } from './score-surface.ts'

const { values, positionals } = parseArgs({ allowPositionals: true, options: { out: { type: 'string' } } })
const [data, ...named] = positionals
if (!data) throw new Error('usage: node bench/reconstruct.ts <data folder> [scene:preset ...] [--out FOLDER]')
const out = resolve(values.out ?? mkdtempSync(join(tmpdir(), 'reconstruct-')))
mkdirSync(out, { recursive: true })
const runs = named.length > 0 ? named : ['vase:fast', 'vase:balanced', 'fountain:fast', 'mouse:balanced']
const round = (value: number) => Number(value.toFixed(4))

for (const run of runs) {
  const [scene, preset = 'balanced'] = run.split(':')
  const folder = join(data, scene)
  const base = join(out, `${scene}-${preset}`)
  const command = [resolve(import.meta.dirname, '../bin/glimpse3d.mjs'), 'reconstruct', join(folder, 'photos')]
  const options = ['-o', `${base}.glb`, '--report', `${base}.json`, '--preview', `${base}.png`, '--preset', preset]
  const { status } = spawnSync(process.execPath, [...command, ...options], { stdio: ['ignore', 'ignore', 'inherit'] })
  if (status !== 0) {
    console.log(JSON.stringify({ scene, preset, exit: status }))
    continue
  }
  const report = reportSchema.parse(JSON.parse(await readFile(`${base}.json`, 'utf8')))
  console.log(
    JSON.stringify({
      scene,
      preset,
      placed: `${report.registered} of ${report.photos}`,
      reprojectionErrorPx: round(report.reprojectionErrorPx),
      ...(await cameraScore(folder, report)),
      psnr: round(report.training.heldOut?.psnr ?? Number.NaN),
      ssim: round(report.training.heldOut?.ssim ?? Number.NaN),
      splats: report.training.splats,
      steps: report.training.steps,
      triangles: report.mesh.triangles,
      ...(await surfaceScore(folder, report, `${base}.glb`)),
      seconds: Object.fromEntries(Object.entries(report.seconds).map(([stage, s]) => [stage, Number(s.toFixed(1))])),
      peakMemoryMiB: Math.round(report.peakMemoryMiB),
      warnings: report.warnings.length,
    }),
  )
}
console.error(`Models, reports and previews are in ${out}`)

async function cameraScore(folder: string, report: Report) {
  const path = join(folder, 'cameras.json')
  if (!existsSync(path)) return {}
  const { rotationDeg, centreRmsePct } = scoreCameras(report.cameras, await readTrueCameras(path))
  return { rotationDeg: round(rotationDeg), centreRmsePct: round(centreRmsePct) }
}

/** The cameras' similarity carries the mesh into the frame of the truth. */
async function surfaceScore(folder: string, report: Report, glb: string) {
  const path = join(folder, 'object.obj')
  if (!existsSync(path)) return {}
  const real = await readTrueCameras(join(folder, 'cameras.json'))
  const pairs = report.cameras.flatMap((camera) => {
    const pose = real.get(camera.file.replace(/\.[^.]*$/, ''))
    return pose ? [{ found: poseOf(camera).centre, real: pose.centre }] : []
  })
  const move = alignPoints(
    pairs.map(({ found }) => found),
    pairs.map((pair) => pair.real),
  )
  const mesh = await decodeGlb(await readFile(glb))
  const positions = new Float64Array(mesh.positions.length)
  for (let i = 0; i < positions.length; i += 3) positions.set(move(Array.from(mesh.positions.subarray(i, i + 3))), i)
  const found: Surface = { positions, indices: mesh.indices }
  const views = JSON.parse(await readFile(join(folder, 'cameras.json'), 'utf8'))
  const { accuracyPct, completenessPct, fscore } = scoreSurface(found, await readObj(path), views)
  return { accuracyPct: round(accuracyPct), completenessPct: round(completenessPct), fscore: round(fscore) }
}
