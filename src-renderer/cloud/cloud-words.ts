import type { CloudEntry } from '../../src-shared/studio-api/cloud-calls.ts'

type State = CloudEntry['state']

const WORDS: Readonly<Record<State, string>> = {
  'in-step': 'Synced',
  pending: 'Pending',
  syncing: 'Syncing',
  stopped: 'Stopped',
  'only-in-cloud': 'Only in the cloud',
  arriving: 'Being sent',
  'in-trash': 'In the trash',
  'not-kept': 'Not kept in the cloud',
}

/** How a project stands, in a word or two. */
export function stateWords({ state, fraction, error, bothKept }: CloudEntry): string {
  if (state === 'syncing') return `Syncing, ${Math.floor(100 * (fraction ?? 0))} %`
  if (state === 'stopped' && error) return 'Failed'
  return state === 'in-step' && bothKept !== null ? 'Both versions kept' : WORDS[state]
}

/** What colour that has. */
export function stateKind({ state, error, bothKept }: CloudEntry): 'good' | 'warn' | 'bad' | 'active' | 'plain' {
  if (error) return 'bad'
  if (state === 'syncing' || state === 'arriving') return 'active'
  if (state === 'pending' || state === 'stopped' || bothKept !== null) return 'warn'
  return state === 'in-step' ? 'good' : 'plain'
}

/** What more there is to say: what is done, what is waited for, or what to do next. */
export function stateNote({ error, bothKept, note, progress, projectId }: CloudEntry): string {
  if (error) return `${error.message} ${error.hint}`
  if (bothKept !== null) return `It was changed on two machines. The other version is kept as “${bothKept}”.`
  if (note) return note
  const isWorkedOn = projectId === null && progress?.step != null && progress.status !== 'failed'
  return isWorkedOn ? runWords(progress) : ''
}

const STATUS_WORDS: Readonly<Record<NonNullable<CloudEntry['progress']>['status'], string>> = {
  uploading: 'Uploading',
  preprocessing: 'Preprocessing',
  multiview_generating: 'Cameras and views',
  depth_estimating: 'Estimating depth',
  reconstructing: 'Reconstructing',
  enhancing: 'Enhancing',
  refining: 'Refining',
  completed: 'Finished',
  failed: 'Stopped',
}

/** "Reconstructing, 40 %, on workshop": what another machine does. */
function runWords({ status, share, device }: NonNullable<CloudEntry['progress']>): string {
  const percent = share === null ? [] : [`${Math.floor(100 * share)} %`]
  return [STATUS_WORDS[status], ...percent, `on ${device ?? 'another machine'}`].join(', ')
}

const PROVIDERS: Readonly<Record<string, string>> = { github: 'GitHub', gitlab: 'GitLab', linkedin_oidc: 'LinkedIn' }

export function providerName(provider: string): string {
  return PROVIDERS[provider] ?? provider.charAt(0).toUpperCase() + provider.slice(1)
}
