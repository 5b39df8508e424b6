/** How many views the observed photo counts as: what it shows is known, the rest is guessed. */
export const PHOTO_WEIGHT = 8
