import { CubeFocusIcon } from '@phosphor-icons/react/dist/csr/CubeFocus'
import { GridNineIcon } from '@phosphor-icons/react/dist/csr/GridNine'
import { StackIcon } from '@phosphor-icons/react/dist/csr/Stack'
import { type ReactNode, useState } from 'react'
import { Button } from '../ui/button.tsx'
import { Dialog } from '../ui/dialog.tsx'
import {
  type Belonging,
  type BelongingQuestion,
  LEAST_FOR_ONE_OBJECT,
  likelyBelonging,
  useBelonging,
} from './belonging.ts'
import classes from './belonging-dialog.module.css'

const FORM = 'belonging'

/** The question of `askBelonging`; once in the studio. Arrow keys choose, Enter goes on, Escape leaves. */
export function BelongingDialog() {
  const asked = useBelonging(({ asked }) => asked)
  if (!asked) return null
  const { count, views, answer } = asked
  return <Question key={`${count} ${views}`} question={{ count, views }} onAnswer={answer} />
}

interface QuestionProps {
  readonly question: BelongingQuestion
  readonly onAnswer: (belonging: Belonging | null) => void
}

function Question({ question, onAnswer }: QuestionProps) {
  const [chosen, setChosen] = useState(() => likelyBelonging(question))
  return (
    <Dialog
      open
      onOpenChange={() => onAnswer(null)}
      title={`How do these ${question.count} photos belong together?`}
      footer={
        <>
          <Button onClick={() => onAnswer(null)}>Cancel</Button>
          <Button kind="primary" type="submit" form={FORM}>
            {chosen === 'one-each' ? `Make ${question.count} models` : 'Continue'}
          </Button>
        </>
      }
    >
      <form
        id={FORM}
        className={classes.choices}
        onSubmit={(event) => {
          event.preventDefault()
          onAnswer(chosen)
        }}
        onKeyDown={(event) => {
          // A radio button does not submit by Enter in every browser.
          if (event.key !== 'Enter') return
          event.preventDefault()
          event.currentTarget.requestSubmit()
        }}
      >
        {choicesFor(question).map(({ value, title, text, icon, disabled }) => (
          <label key={value} className={classes.choice} data-chosen={value === chosen} data-disabled={disabled}>
            <input
              type="radio"
              name="belonging"
              className="visually-hidden"
              checked={value === chosen}
              disabled={disabled}
              data-autofocus={value === chosen || undefined}
              onChange={() => setChosen(value)}
            />
            <span className={classes.icon}>{icon}</span>
            <span className={classes.title}>{title}</span>
            <span className={classes.text}>{text}</span>
          </label>
        ))}
      </form>
    </Dialog>
  )
}

interface Choice {
  readonly value: Belonging
  readonly title: string
  readonly text: string
  readonly icon: ReactNode
  readonly disabled: boolean
}

function choicesFor({ count, views }: BelongingQuestion): Choice[] {
  const tooFew = count < LEAST_FOR_ONE_OBJECT
  const oneObject: Choice = {
    value: 'one-object',
    title: 'One object, many photos',
    text: tooFew
      ? `It takes at least ${LEAST_FOR_ONE_OBJECT} photos that overlap, better 20 to 60.`
      : 'One model, measured from all of them: where each photo was taken is found from what they share.',
    icon: <CubeFocusIcon size={24} />,
    disabled: tooFew,
  }
  const oneEach: Choice = {
    value: 'one-each',
    title: 'One model per photo',
    text: `${count} projects, made one after the other. The sides that a photo does not show are guessed.`,
    icon: <StackIcon size={24} />,
    disabled: false,
  }
  const rig: Choice = {
    value: 'views',
    title: 'Sixteen views of one object',
    text: 'Generated or rendered pictures: one every 22.5° around the object, from 30° above, in the order of their names.',
    icon: <GridNineIcon size={24} />,
    disabled: false,
  }
  return views ? [rig, oneObject, oneEach] : [oneObject, oneEach]
}
