const PICTURE = /\.(png|jpe?g|webp)$/i
/** Depth maps and masks that lie beside the views. */
const NOT_A_VIEW = /depth|mask|normal/i

/** Whether a file beside a rig's views is one of them, by its name. */
export function isRigViewName(name: string): boolean {
  return PICTURE.test(name) && !NOT_A_VIEW.test(name)
}
