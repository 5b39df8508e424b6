import type { ReactNode } from 'react'
import type { ProjectState } from '../../src-shared/studio-api/project.ts'
import { medianPsnr } from '../photos/photo-verdict.ts'
import { usePlacedPhotos } from '../photos/use-placed-photos.ts'
import { PRESET_WORDS } from '../run/preset-words.ts'
import { formatBytes, formatCount } from '../state/format.ts'
import { useModelFigures } from '../state/use-model-figures.ts'
import { Section } from '../ui/section.tsx'
import classes from './info-panel.module.css'
import { useTextureSize } from './use-texture-size.ts'

/** The project in figures. */
export function InfoPanel({ project }: { readonly project: ProjectState }) {
  return (
    <>
      <PhotoFacts project={project} />
      <ModelFacts project={project} />
      <ProjectFacts project={project} />
    </>
  )
}

function PhotoFacts({ project }: { readonly project: ProjectState }) {
  const { photos, scene } = project
  const placed = usePlacedPhotos(project.summary.id, scene)
  const used = photos.filter((photo) => photo.used).length
  const median = medianPsnr(photos)
  return (
    <Section title="Photos and cameras">
      <dl className={classes.facts}>
        <Fact name="Photos">
          {photos.length}
          {used < photos.length && `, ${photos.length - used} off`}
        </Fact>
        <Fact name="On disk">{formatBytes(photos.reduce((total, { bytes }) => total + bytes, 0))}</Fact>
        <Fact name="Cameras placed">{placed ? `${placed.files.size} of ${used}` : null}</Fact>
        <Fact name="Sparse points">{scene && formatCount(scene.points)}</Fact>
        <Fact name="PSNR, median photo">{median === null ? null : `${median.toFixed(2)} dB`}</Fact>
      </dl>
    </Section>
  )
}

function ModelFacts({ project }: { readonly project: ProjectState }) {
  const { splats, mesh } = useModelFigures(project)
  const texture = useTextureSize(project.summary.id, mesh !== null)
  const last = project.metrics.at(-1)
  const forming = splats === null ? project.preview?.splats : undefined
  return (
    <Section title="Model">
      <dl className={classes.facts}>
        <Fact name="Splats">{splats ? formatCount(splats.count) : forming && `${formatCount(forming)} so far`}</Fact>
        <Fact name="Harmonics degree">
          {splats && `${splats.shDegree}${splats.shDegree === 0 ? ' (no reflections)' : ''}`}
        </Fact>
        <Fact name="Training">{last && `${formatCount(last.step)} of ${formatCount(last.steps)} steps`}</Fact>
        <Fact name="Triangles">{mesh && formatCount(mesh.triangles)}</Fact>
        <Fact name="Vertices">{mesh && formatCount(mesh.vertices)}</Fact>
        <Fact name="Texture">{texture && `${texture.width} × ${texture.height} px`}</Fact>
      </dl>
    </Section>
  )
}

function ProjectFacts({ project: { summary, options } }: { readonly project: ProjectState }) {
  const extras = [
    options.keepScene && 'scene kept',
    options.holdOut && 'photos held out',
    options.steps !== undefined && `${formatCount(options.steps)} steps`,
    options.seed !== 0 && `seed ${options.seed}`,
  ].filter((text) => text !== false)
  return (
    <Section title="Project">
      <dl className={classes.facts}>
        <Fact name="Made">{formatDate(summary.created)}</Fact>
        <Fact name="Changed">{formatDate(summary.updated)}</Fact>
        <Fact name="Last run">{[PRESET_WORDS[options.preset].name, ...extras].join(', ')}</Fact>
      </dl>
    </Section>
  )
}

/** A name and what it is; a dash while that is not known. */
function Fact({ name, children }: { readonly name: string; readonly children: ReactNode }) {
  return (
    <div className={classes.fact}>
      <dt>{name}</dt>
      <dd className="selectable">{children || children === 0 ? children : '–'}</dd>
    </div>
  )
}

function formatDate(time: string): string {
  return new Date(time).toLocaleString(undefined, { dateStyle: 'medium', timeStyle: 'short' })
}
