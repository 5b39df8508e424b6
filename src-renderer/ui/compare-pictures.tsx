import { useState } from 'react'
import classes from './compare-pictures.module.css'
import { ComparisonSlider } from './comparison-slider.tsx'

interface Picture {
  readonly address: string
  readonly name: string
}

interface ComparePicturesProps {
  readonly before: Picture
  readonly after: Picture
  /** What is compared, e.g. "render and enhanced picture". */
  readonly label: string
}

/** Two square pictures of one size on top of each other, with a line between them that is dragged. Fills its parent's smaller side. */
export function ComparePictures({ before, after, label }: ComparePicturesProps) {
  const [share, setShare] = useState(0.5)
  return (
    <div className={classes.stage}>
      <div className={classes.square}>
        <img src={after.address} alt={after.name} draggable={false} />
        <img
          src={before.address}
          alt={before.name}
          draggable={false}
          style={{ clipPath: `inset(0 ${100 * (1 - share)}% 0 0)` }}
        />
        <span className={classes.before} data-hidden={share < 0.15}>
          {before.name}
        </span>
        <span className={classes.after} data-hidden={share > 0.85}>
          {after.name}
        </span>
        <ComparisonSlider label={`Comparison of ${label}`} first={before.name} value={share} onValue={setShare} />
      </div>
    </div>
  )
}
