/** Baked photos already hold the highlights; a rough surface adds none of its own. */
export const BAKED_ROUGHNESS = 0.9
