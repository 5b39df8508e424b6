import { useStudio } from '../state/studio-store.ts'
import { Logo } from '../studio/logo.tsx'
import { CopyButton } from '../ui/copy-button.tsx'
import { PACKAGES } from './packages.ts'
import classes from './sections.module.css'

const PLACES = { desktop: 'desktop app', browser: 'in a browser' } as const

export function AboutSettings() {
  const studio = useStudio(({ studio }) => studio)
  if (!studio) return null
  const version = `Glimpse3D Studio ${studio.version}, ${PLACES[studio.host]}`
  return (
    <>
      <section className={`${classes.part} ${classes.about}`}>
        <Logo size={56} />
        <div>
          <h3>{version}</h3>
          <p>Photos into 3D, on your own machine. Nothing is sent anywhere.</p>
          <p className={classes.hint}>MIT licence, without warranty of any kind.</p>
        </div>
        <CopyButton text={`${version}\n${navigator.userAgent}`}>Copy version</CopyButton>
      </section>
      <section className={classes.part}>
        <h3>Built on the work of others</h3>
        <ul className={classes.packages}>
          {PACKAGES.map(({ name, licence }) => (
            <li key={name}>
              <span>{name}</span>
              <span>{licence}</span>
            </li>
          ))}
        </ul>
      </section>
    </>
  )
}
