import { PlusIcon } from '@phosphor-icons/react/dist/csr/Plus'
import { type KeyboardEvent, useEffect, useRef, useState } from 'react'
import type { ProjectSummary } from '../../src-shared/studio-api/project.ts'
import { runCommand } from '../commands/command-registry.ts'
import { nextCard } from './next-card.ts'
import { deleteProject } from './project-actions.ts'
import { ProjectCard } from './project-card.tsx'
import classes from './project-grid.module.css'

/** So that "5 min ago" grows old. */
const MINUTE_MS = 60_000

/** The projects as cards. Arrows move between them, Enter opens, F2 renames, Delete asks. */
export function ProjectGrid({ projects }: { readonly projects: readonly ProjectSummary[] }) {
  const [renaming, setRenaming] = useState<string | null>(null)
  const now = useNow()
  const list = useRef<HTMLUListElement>(null)
  const findCards = () => [...(list.current?.querySelectorAll<HTMLElement>('[data-card]') ?? [])]
  /** To a card, after what had the focus has gone. */
  const focusCard = (find: (cards: HTMLElement[]) => HTMLElement | undefined) =>
    setTimeout(() => document.activeElement === document.body && find(findCards())?.focus())
  const onKeyDown = (event: KeyboardEvent<HTMLElement>) => {
    const cards = findCards()
    const at = cards.indexOf(event.target as HTMLElement)
    if (at < 0 || event.ctrlKey || event.metaKey || event.altKey) return
    const project = projects.find(({ id }) => id === cards[at].dataset.card)
    const next = nextCard(at, event.key, columnsOf(cards), cards.length)
    if (next !== null) cards[next].focus()
    else if (event.key === 'F2' && project) setRenaming(project.id)
    else if (event.key === 'Delete' && project) {
      void deleteProject(project).then((isGone) => isGone && focusCard((left) => left[Math.min(at, left.length - 1)]))
    } else return
    event.preventDefault()
    event.stopPropagation()
  }
  return (
    <ul ref={list} className={classes.grid} aria-label="Projects" onKeyDown={onKeyDown}>
      <li className={classes.tile}>
        <button type="button" data-card="new" onClick={() => runCommand('project.add-photos')}>
          <PlusIcon size={26} />
          <strong>New project</strong>
          <span>Drop photos or a folder anywhere, or click to choose</span>
        </button>
      </li>
      {projects.map((project) => (
        <ProjectCard
          key={project.id}
          project={project}
          now={now}
          isRenaming={renaming === project.id}
          onRenaming={(is) => {
            setRenaming(is ? project.id : null)
            if (!is) focusCard((cards) => cards.find(({ dataset }) => dataset.card === project.id))
          }}
        />
      ))}
    </ul>
  )
}

/** Cards in the first row. */
function columnsOf(cards: readonly HTMLElement[]): number {
  const top = cards[0].getBoundingClientRect().top
  const second = cards.findIndex((card) => card.getBoundingClientRect().top > top + 1)
  return second < 0 ? cards.length : second
}

function useNow(): Date {
  const [now, setNow] = useState(() => new Date())
  useEffect(() => {
    const timer = setInterval(() => setNow(new Date()), MINUTE_MS)
    return () => clearInterval(timer)
  }, [])
  return now
}
