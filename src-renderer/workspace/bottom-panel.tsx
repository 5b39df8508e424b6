import type { ProjectState } from '../../src-shared/studio-api/project.ts'
import { CutOutPanel } from '../cut-out/cut-out-panel.tsx'
import { RefinementPanel } from '../refinement/refinement-panel.tsx'
import { LogPanel } from '../run/log-panel.tsx'
import { LOG_LEVELS, type LogLevel, logText } from '../run/log-text.ts'
import { MetricsPanel } from '../run/metrics-panel.tsx'
import { useStored } from '../state/use-stored.ts'
import { CopyButton } from '../ui/copy-button.tsx'
import { Segmented } from '../ui/segmented.tsx'
import { Tabs } from '../ui/tabs.tsx'
import { ViewsPanel } from '../views/views-panel.tsx'
import { showTab, useWorkspaceTabs } from './tab-store.ts'

const LEVELS: Readonly<Record<LogLevel, string>> = { info: 'All', warning: 'Warnings', error: 'Errors' }

/** Under the viewport: how training goes, and what the run has said. */
export function BottomPanel({ project }: { readonly project: ProjectState }) {
  const tab = useWorkspaceTabs(({ bottom }) => bottom)
  const [least, setLeast] = useStored<LogLevel>('log.least', 'info')
  const { log, stages, photos } = project
  const ofObject = stages.some(({ stage }) => stage === 'views')
  const ofOnePhoto = photos.filter(({ used }) => used).length === 1
  const serious = log.filter(({ level }) => level !== 'info').length
  const tabs = [
    { value: 'metrics' as const, label: 'Metrics', content: <MetricsPanel project={project} /> },
    ...(ofOnePhoto
      ? [{ value: 'cut-out' as const, label: 'Cut-out', content: <CutOutPanel project={project} /> }]
      : []),
    ...(ofObject
      ? [
          { value: 'views' as const, label: 'Views', content: <ViewsPanel project={project} /> },
          { value: 'iterations' as const, label: 'Iterations', content: <RefinementPanel project={project} /> },
        ]
      : []),
    {
      value: 'log' as const,
      label: 'Log',
      badge: serious > 0 ? serious : undefined,
      content: <LogPanel log={log} least={least} />,
    },
  ]
  return (
    <Tabs
      label="Metrics and log"
      value={tabs.some(({ value }) => value === tab) ? tab : 'metrics'}
      onValue={(bottom) => showTab({ bottom })}
      tabs={tabs}
      aside={
        tab === 'log' && (
          <>
            <Segmented
              label="Least level shown"
              value={least}
              options={LOG_LEVELS.map((value) => ({ value, label: LEVELS[value] }))}
              onValue={setLeast}
            />
            <CopyButton kind="quiet" text={logText(log)} disabled={log.length === 0}>
              Copy all
            </CopyButton>
          </>
        )
      }
    />
  )
}
