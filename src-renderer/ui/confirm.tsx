import { create } from 'zustand'
import { Button } from './button.tsx'
import { Dialog } from './dialog.tsx'

interface Question {
  readonly title: string
  readonly text: string
  /** What the button that goes ahead says, e.g. "Delete project". */
  readonly yes: string
  readonly danger?: boolean
  readonly answer: (yes: boolean) => void
}

const useQuestion = create<{ question: Question | null }>(() => ({ question: null }))

/** Asks before something that cannot be undone; true when the person goes ahead. */
export function confirm(question: Omit<Question, 'answer'>): Promise<boolean> {
  return new Promise((resolve) => {
    const answer = (yes: boolean) => {
      useQuestion.setState({ question: null })
      resolve(yes)
    }
    useQuestion.setState({ question: { ...question, answer } })
  })
}

/** Shows the questions of `confirm`; once in the studio. */
export function ConfirmDialog() {
  const { question } = useQuestion()
  if (!question) return null
  const { title, text, yes, danger, answer } = question
  return (
    <Dialog
      open
      onOpenChange={() => answer(false)}
      title={title}
      description={text}
      size="small"
      footer={
        <>
          <Button data-autofocus={danger || undefined} onClick={() => answer(false)}>
            Cancel
          </Button>
          <Button
            data-autofocus={!danger || undefined}
            kind={danger ? 'danger' : 'primary'}
            onClick={() => answer(true)}
          >
            {yes}
          </Button>
        </>
      }
    />
  )
}
