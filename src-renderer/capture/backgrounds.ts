/** What pictures may have behind the model. */
export const BACKGROUNDS = {
  dark: { label: 'Dark', colour: '#15181e' },
  light: { label: 'White', colour: '#ffffff' },
} as const
export type BackgroundName = keyof typeof BACKGROUNDS
