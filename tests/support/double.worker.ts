import { serveTasks } from '../../src-engine/threads/serve-tasks.ts'
import { StudioError } from '../../src-shared/errors.ts'

serveTasks((message: number) => {
  if (message < -1) throw new StudioError('photo_unreadable', 'too small', 'take a larger number')
  if (message < 0) throw new Error('negative')
  return message * 2
})
