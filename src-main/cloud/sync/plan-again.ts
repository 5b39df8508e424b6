/** The folder or the cloud is no longer as it was when the sync was planned: plan again. */
export class PlanOutdated extends Error {}

/** Plans that a change, here or there, has overtaken before the sync leaves it for later. */
const PLANS = 5

/** Plans and does it, again where something has changed meanwhile; null where that does not end. */
export async function planAgain<T>(planAndDo: () => Promise<T>): Promise<T | null> {
  for (let plan = 0; plan < PLANS; plan++) {
    try {
      return await planAndDo()
    } catch (cause) {
      if (!(cause instanceof PlanOutdated)) throw cause
    }
  }
  return null
}
