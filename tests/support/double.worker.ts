import { serveTasks } from '../../src-engine/threads/serve-tasks.ts'

serveTasks((message: number) => {
  if (message < 0) throw new Error('negative')
  return message * 2
})
