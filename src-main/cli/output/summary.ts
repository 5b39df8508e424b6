import type { Report } from '../../../src-shared/report.ts'
import { formatBytes, formatTime } from './format.ts'
import { printLine } from './json-lines.ts'

/** The end of a run in a few lines for a person. */
export function printSummary(report: Report, project: string): void {
  const { training, mesh, seconds, onePhoto } = report
  const heldOut = training.heldOut
  const score = heldOut ? `; ${heldOut.psnr.toFixed(2)} dB on ${heldOut.photos} photos it was not trained on` : ''
  if (onePhoto) printLine(ofOnePhoto(onePhoto))
  else printLine(`${report.registered} of ${report.photos} photos placed, ${report.reprojectionErrorPx.toFixed(2)} px`)
  printLine(`${training.splats} splats after ${training.steps} steps${score}`)
  if (onePhoto?.refinement) printLine(refined(onePhoto.refinement))
  printLine(`${mesh.triangles} triangles, texture ${mesh.textureSize} x ${mesh.textureSize}`)
  for (const { path, bytes } of report.outputs) printLine(`${path}  ${formatBytes(bytes)}`)
  printLine(
    `${formatTime(seconds.total)}, ${Math.round(report.peakMemoryMiB)} MiB; stages and preview.png in ${project}`,
  )
}

const VIEWS: Readonly<Record<NonNullable<Report['onePhoto']>['views'], string>> = {
  'built-in': 'drawn from the photo on its inflated outline',
  'shape-model': 'drawn from the shape that the shape model sees',
  'views-model': 'made by the views model',
  given: 'as given',
}

function ofOnePhoto({ views, observed, frontPsnr }: NonNullable<Report['onePhoto']>): string {
  const known = observed === null ? '' : `, ${observed} of them mostly seen in the photo, the others guessed`
  const front = frontPsnr === null ? '' : `; the front matches it to ${frontPsnr.toFixed(1)} dB`
  return `16 views ${VIEWS[views]}${known}${front}`
}

function refined({
  iterations,
  version,
  psnr,
  photoPsnr,
}: NonNullable<NonNullable<Report['onePhoto']>['refinement']>): string {
  const change = ({ before, after }: typeof psnr) => `${before.toFixed(2)} to ${after.toFixed(2)} dB`
  const used = version === 0 ? 'the splats are as trained' : `version ${version} is used`
  const gain = version === 0 ? '' : `: views ${change(psnr)}, photo ${change(photoPsnr)}`
  return `Refined ${iterations} times, ${used}${gain}`
}
