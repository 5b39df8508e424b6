import type { CloudFile, FolderKind } from './cloud-manifest.ts'
import type { ChildTable } from './cloud-rows.ts'
import { placeOf } from './object-place.ts'
import type { ProjectFacts } from './project-facts.ts'
import { stableId } from './stable-id.ts'

/** A file as far as rows tell of it; `sha256` is null where nobody has read the file yet. */
export type DescribedFile = Omit<CloudFile, 'sha256'> & { readonly sha256: string | null }

/** What the rows of one version are made from. */
export interface RowSource {
  readonly projectId: string
  readonly ownerId: string
  /** Where the project's objects lie in their buckets, such as `<owner>/<project id>`. */
  readonly objects: string
  readonly facts: ProjectFacts
  readonly kind: FolderKind
  readonly files: readonly DescribedFile[]
}

/** The files of a version by the name that the schema gives them, such as `views/view_00.png`. */
export type FilesByName = ReadonlyMap<string, DescribedFile>

/** A `..._url`: bucket and path of the object. */
export function urlOf({ objects }: RowSource, file: DescribedFile): string {
  return `${file.bucket}/${objects}/${file.object}`
}

/** Looks files up by the schema's names, in whatever objects they lie. */
export function filesByName({ files, kind }: RowSource): FilesByName {
  const paths = new Set(files.map(({ path }) => path))
  return new Map(files.map((file) => [placeOf(file.path, kind, paths).name, file]))
}

/** The id of a row: the same project's row about the same thing has the same id on every machine. */
export function rowId(projectId: string, table: ChildTable, about: string): Promise<string> {
  return stableId(projectId, `${table}/${about}`)
}
