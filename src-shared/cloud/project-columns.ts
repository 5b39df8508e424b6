import type { Bucket } from './cloud-manifest.ts'
import type { ProjectFacts } from './project-facts.ts'
import { filesByName, type RowSource, urlOf } from './row-source.ts'
import { statusOfRun } from './status-of-run.ts'

/** The columns of the project's own row that its files and its run tell. */
export function projectColumns(source: RowSource) {
  return {
    ...urlColumns(source),
    ...statusOfRun(source.facts.run),
    total_processing_time: secondsOf(source.facts),
  }
}

function urlColumns(source: RowSource) {
  const byName = filesByName(source)
  const first = (bucket: Bucket, names: RegExp) => {
    const found = [...byName].find(([name, file]) => file.bucket === bucket && names.test(name))
    return found ? urlOf(source, found[1]) : null
  }
  return {
    original_image_url: first('project-uploads', /^original\./) ?? first('project-uploads', /^photos\//),
    processed_image_url: first('processed-images', /^processed\.png$/),
    final_model_url: first('3d-models', /^models\/final\.glb$/) ?? first('3d-models', /^models\/final\./),
  }
}

function secondsOf({ manifest }: ProjectFacts): number {
  return Object.values(manifest?.stages ?? {}).reduce((sum, stage) => sum + (stage?.seconds ?? 0), 0)
}
