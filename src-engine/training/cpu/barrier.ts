/** Polls before a thread goes to sleep: phases of a step are often shorter than the kernel takes to wake a thread. */
const SPINS = 2000

/**
 * Lets `threads` threads wait for each other. Uses two int32 of shared memory: `at` counts the arrived, `at + 1` is the
 * number of the meeting.
 */
export function barrier(control: Int32Array, at: number, threads: number): void {
  const meeting = Atomics.load(control, at + 1)
  if (Atomics.add(control, at, 1) === threads - 1) {
    Atomics.store(control, at, 0)
    Atomics.add(control, at + 1, 1)
    Atomics.notify(control, at + 1)
    return
  }
  for (let spin = 0; spin < SPINS; spin++) if (Atomics.load(control, at + 1) !== meeting) return
  while (Atomics.load(control, at + 1) === meeting) Atomics.wait(control, at + 1, meeting)
}
