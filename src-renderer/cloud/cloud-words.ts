import type { CloudEntry } from '../../src-shared/studio-api/cloud-calls.ts'

type State = CloudEntry['state']
type Progress = NonNullable<CloudEntry['progress']>

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

/** How a project stands, in a word or two; the same for as long as it stands so. */
export function stateWord({ state, error, bothKept }: CloudEntry): string {
  if (state === 'stopped' && error) return 'Failed'
  return state === 'in-step' && bothKept !== null ? 'Both versions kept' : WORDS[state]
}

/** The same, with how far it is. */
export function stateWords(entry: CloudEntry): string {
  const { state, fraction } = entry
  return state === 'syncing' ? `Syncing, ${Math.floor(100 * (fraction ?? 0))} %` : stateWord(entry)
}

/** What colour that has. */
export function stateKind({ state, error, bothKept }: CloudEntry): 'good' | 'warn' | 'bad' | 'active' | 'plain' {
  if (error) return 'bad'
  if (state === 'syncing' || state === 'arriving') return 'active'
  if (state === 'pending' || state === 'stopped' || bothKept !== null) return 'warn'
  return state === 'in-step' ? 'good' : 'plain'
}

/** What more there is to say: what is done, what is waited for, or what to do next. */
export function stateNote(entry: CloudEntry): string {
  const { state, error, bothKept, note, keptUntil } = entry
  if (error) return `${error.message} ${error.hint}`
  if (bothKept !== null) {
    const where = bothKept.projectId === null ? ', which can be fetched' : ''
    return `It was changed on two machines. The other version is the project “${bothKept.name}”${where}.`
  }
  const elsewhere = workElsewhere(entry)
  if (elsewhere) return elsewhere
  if (note) return note
  if (keptUntil !== null) return `Until ${dayOf(keptUntil)} it can be restored. Then it is deleted for good.`
  return state === 'stopped' ? 'What has gone through is kept; “Go on” does the rest.' : ''
}

/** "Reconstructing, 40 %, on laptop": what another machine does with a project that nothing is to be done about here. Else empty. */
export function workElsewhere({ state, progress }: CloudEntry): string {
  if (state !== 'in-step' && state !== 'only-in-cloud') return ''
  const isWorkedOn = progress?.step != null && progress.status !== 'failed' && progress.status !== 'completed'
  return isWorkedOn ? runWords(progress) : ''
}

function dayOf(time: string): string {
  return new Date(time).toLocaleDateString('en', { day: 'numeric', month: 'long' })
}

const STATUS_WORDS: Readonly<Record<Progress['status'], string>> = {
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

function runWords({ status, share, device }: Progress): string {
  const percent = share === null ? [] : [`${Math.floor(100 * share)} %`]
  return [STATUS_WORDS[status], ...percent, `on ${device ?? 'another machine'}`].join(', ')
}

const PROVIDERS: Readonly<Record<string, string>> = { github: 'GitHub', gitlab: 'GitLab', linkedin_oidc: 'LinkedIn' }

export function providerName(provider: string): string {
  return PROVIDERS[provider] ?? provider.charAt(0).toUpperCase() + provider.slice(1)
}
