/**
 * Runs tasks one after the other in the order they were asked for, however long each takes. A task that fails rejects
 * its own promise and no other.
 */
export function createSerialQueue(): <Result>(task: () => Promise<Result>) => Promise<Result> {
  let last: Promise<unknown> = Promise.resolve()
  return (task) => {
    const mine = last.then(task)
    last = mine.catch(() => {})
    return mine
  }
}
