/** Longest name a project may have. */
const MAX_NAME = 100

/** A new project's name: the folder's where photos came as one, else the day. */
export function newProjectName(folder: string | null, now: Date): string {
  const name = tidy(folder ?? '')
  if (name) return name
  return `Photos of ${now.toLocaleDateString('en', { day: 'numeric', month: 'long', year: 'numeric' })}`
}

/** The name of a project of one photo: the photo's, without its extension. */
export function photoName(file: string): string {
  return tidy(file.replace(/\.[^.]+$/, '')) || 'Photo'
}

function tidy(name: string): string {
  return name
    .replace(/[_\s]+/g, ' ')
    .trim()
    .slice(0, MAX_NAME)
    .trim()
}
