import { resolve } from 'node:path'
import { Command } from 'commander'
import type { ProjectStatusAnswer } from '../../../src-shared/project-status.ts'
import { formatTime } from '../output/format.ts'
import { printLine } from '../output/json-lines.ts'

export function statusCommand(): Command {
  return new Command('status')
    .description('how far a project is')
    .argument('<project>', 'a folder of the library, or one that "reconstruct" has made')
    .option('--json', 'as JSON on standard output (docs/api.md)')
    .action(async (given: string, { json }: { json?: boolean }) => {
      const folder = resolve(given)
      const { kindOfFolder } = await import('../../cloud/sync/read-facts.ts')
      const { noProject } = await import('../../cloud/sync/sync-project.ts')
      const { projectStatusOf } = await import('../../host/project-status-of.ts')
      const kind = kindOfFolder(folder)
      if (!kind) throw noProject(folder)
      const status = await projectStatusOf(folder, kind)
      if (json) return printLine(JSON.stringify(status))
      for (const [name, value] of linesOf(status)) printLine(`${name.padEnd(12)}${value}`)
    })
}

function linesOf({ project, progress, pipeline_progress, models, iterations }: ProjectStatusAnswer) {
  const { status, current_step, error_message, total_processing_time } = project
  const { multiview_images: views, depth_maps: depths } = pipeline_progress
  const step = current_step === null ? '' : ` (${current_step})`
  const lines = [
    ['project', project.id],
    ['status', `${status.replaceAll('_', ' ')}${step}${progress < 0 ? '' : `, ${progress} %`}`],
  ]
  if (error_message !== null) lines.push(['error', error_message])
  if (views.completed > 0) lines.push(['views', `${views.completed} of ${views.total}`])
  if (depths.completed > 0) lines.push(['depth maps', `${depths.completed} of ${depths.total}`])
  for (const { version, num_splats, is_final } of models) {
    const psnr = iterations.find(({ iteration_number }) => iteration_number === version)?.psnr ?? null
    const quality = psnr === null ? '' : `, ${psnr.toFixed(2)} dB`
    lines.push([`version ${version}`, `${num_splats ?? 'unknown'} splats${quality}${is_final ? ', in use' : ''}`])
  }
  return [...lines, ['time', formatTime(total_processing_time)]]
}
