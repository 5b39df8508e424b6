import type { PresetName } from '../../src-shared/presets.ts'

/** What the presets are called and when to take which. */
export const PRESET_WORDS: Readonly<Record<PresetName, { readonly name: string; readonly text: string }>> = {
  fast: { name: 'Fast', text: 'A first look: do the photos suffice, are the cameras right?' },
  balanced: { name: 'Balanced', text: 'Good for most objects and for sharing on the web.' },
  quality: { name: 'Quality', text: 'Fine detail and a large texture. Takes patience without a GPU.' },
}
