import type { StudioErrorCode } from '../../src-shared/errors.ts'

/** What the process gives back, for scripts. docs/cli.md lists them; a number never changes its meaning. */
export const EXIT = {
  done: 0,
  machineLacks: 1,
  badArguments: 2,
  photos: 3,
  noOverlap: 4,
  project: 5,
  files: 6,
  models: 7,
  cloud: 8,
  internal: 70,
  cancelled: 130,
} as const

const EXIT_OF_ERROR: Partial<Record<StudioErrorCode, number>> = {
  bad_arguments: EXIT.badArguments,
  unsupported_format: EXIT.badArguments,
  photo_unreadable: EXIT.photos,
  too_few_photos: EXIT.photos,
  validation_failed: EXIT.photos,
  no_overlap: EXIT.noOverlap,
  project_newer: EXIT.project,
  project_damaged: EXIT.project,
  project_busy: EXIT.project,
  path_not_found: EXIT.files,
  permission_denied: EXIT.files,
  disk_full: EXIT.files,
  download_failed: EXIT.models,
  model_missing: EXIT.models,
  model_unusable: EXIT.models,
  not_signed_in: EXIT.cloud,
  forbidden: EXIT.cloud,
  connection_lost: EXIT.cloud,
  upload_failed: EXIT.cloud,
  no_graphics_device: EXIT.machineLacks,
  cancelled: EXIT.cancelled,
}

export function exitCodeOf(code: StudioErrorCode): number {
  return EXIT_OF_ERROR[code] ?? EXIT.internal
}
