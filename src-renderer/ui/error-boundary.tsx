import { Component, type ErrorInfo, type ReactNode } from 'react'
import { logToStudio } from '../state/studio-log.ts'
import { ErrorReport } from './error-report.tsx'

export interface ErrorBoundaryProps {
  /** What it holds, at the start of a sentence: "The viewport". */
  readonly what: string
  readonly children: ReactNode
}

interface Caught {
  readonly error: Error | null
  readonly where: string
}

/** Shows what failed in place of an empty window. The rest of the studio goes on. */
export class ErrorBoundary extends Component<ErrorBoundaryProps, Caught> {
  override state: Caught = { error: null, where: '' }

  static getDerivedStateFromError(error: unknown): Partial<Caught> {
    return { error: error instanceof Error ? error : new Error(String(error)) }
  }

  override componentDidCatch(error: unknown, { componentStack }: ErrorInfo): void {
    this.setState({ where: componentStack ?? '' })
    logToStudio('error', `${this.props.what} failed: ${String(error)}`)
  }

  override render(): ReactNode {
    const { error, where } = this.state
    if (!error) return this.props.children
    return (
      <ErrorReport
        what={this.props.what}
        error={error}
        where={where}
        onRetry={() => this.setState({ error: null, where: '' })}
      />
    )
  }
}
