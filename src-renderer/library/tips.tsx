import { LightDrawing, OverlapDrawing, WalkDrawing } from './tip-drawings.tsx'
import classes from './tips.module.css'

const TIPS = [
  {
    Drawing: WalkDrawing,
    title: 'Walk all the way round',
    text: 'One ring at eye level and one from above, a step between photos. The object stays where it is.',
  },
  {
    Drawing: OverlapDrawing,
    title: 'Let photos overlap',
    text: 'Each shows most of what the one before showed. Fill the frame, and keep the zoom as it is.',
  },
  {
    Drawing: LightDrawing,
    title: 'Even light, sharp photos',
    text: 'Daylight or a lit room, no flash, no moving shadows. Shiny and see-through things are hard.',
  },
] as const

/** How to take photos that make good models. */
export function Tips() {
  return (
    <section className={classes.tips} aria-label="How to take the photos">
      {TIPS.map(({ Drawing, title, text }) => (
        <article key={title} className={classes.tip}>
          <Drawing />
          <h3>{title}</h3>
          <p>{text}</p>
        </article>
      ))}
    </section>
  )
}
