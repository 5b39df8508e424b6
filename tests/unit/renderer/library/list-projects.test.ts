import { expect, test } from 'vitest'
import { listProjects } from '../../../../src-renderer/library/list-projects.ts'
import type { ProjectSummary } from '../../../../src-shared/studio-api/project.ts'

function project(name: string, created: number, updated: number): ProjectSummary {
  const day = (n: number) => new Date(Date.UTC(2026, 0, n)).toISOString()
  return {
    id: name.toLowerCase().replaceAll(' ', '-'),
    name,
    created: day(created),
    updated: day(updated),
    photos: 0,
    cover: null,
    state: 'idle',
    error: null,
  }
}

const projects = [project('Shoe 10', 1, 9), project('shoe 9', 3, 4), project('Garden gnome', 2, 2)]
const names = (list: readonly ProjectSummary[]) => list.map(({ name }) => name)

test('sorts by change, by age and by name with numbers as numbers', () => {
  expect(names(listProjects(projects, '', 'updated'))).toEqual(['Shoe 10', 'shoe 9', 'Garden gnome'])
  expect(names(listProjects(projects, '', 'created'))).toEqual(['shoe 9', 'Garden gnome', 'Shoe 10'])
  expect(names(listProjects(projects, '', 'name'))).toEqual(['Garden gnome', 'shoe 9', 'Shoe 10'])
})

test('finds names that hold every word, in any order and case', () => {
  expect(names(listProjects(projects, ' 9 SHO ', 'name'))).toEqual(['shoe 9'])
  expect(names(listProjects(projects, 'gnome garden', 'name'))).toEqual(['Garden gnome'])
  expect(listProjects(projects, 'vase', 'name')).toEqual([])
})
