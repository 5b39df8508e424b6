import { z } from 'zod'
import type { ObjectRow } from './objects.ts'

export const listSchema = z.object({
  prefix: z.string().default(''),
  limit: z.int().default(100),
  offset: z.int().default(0),
  search: z.string().default(''),
  sortBy: z.object({ column: z.string().default('name'), order: z.string().default('asc') }).prefault({}),
})

/** One level of folders and files as `list()` gives it: folders first, having a name alone. */
export function listLevel(rows: readonly ObjectRow[], folder: string, options: z.infer<typeof listSchema>) {
  const rests = rows
    .map((row) => ({ row, rest: row.name.slice(folder.length) }))
    .filter(({ rest }) => rest.startsWith(options.search))
  const folders = [...new Set(rests.filter(({ rest }) => rest.includes('/')).map(({ rest }) => rest.split('/')[0]))]
  const { column, order } = options.sortBy
  const files = rests
    .filter(({ rest }) => !rest.includes('/'))
    .map(({ row, rest }) => ({ ...asListed(row), name: rest }))
    .sort((a, b) => compare(sortKey(a, column), sortKey(b, column)))
  if (order === 'desc') {
    folders.reverse()
    files.reverse()
  }
  const nothing = { id: null, updated_at: null, created_at: null, last_accessed_at: null, metadata: null }
  return [...folders.map((name) => ({ name, ...nothing })), ...files].slice(
    options.offset,
    options.offset + options.limit,
  )
}

export const listV2Schema = z.object({
  prefix: z.string().default(''),
  limit: z.int().default(1000),
  cursor: z.string().default(''),
  with_delimiter: z.boolean().default(false),
})

/** All names that begin with the prefix, or one level of them, a page at a time, as `listV2()` gives them. */
export function listPage(
  rows: readonly ObjectRow[],
  { prefix, limit, cursor, with_delimiter }: z.infer<typeof listV2Schema>,
) {
  const after = Buffer.from(cursor, 'base64').toString()
  const levelOf = (name: string) => {
    const slash = name.indexOf('/', prefix.length)
    return with_delimiter && slash >= 0 ? name.slice(0, slash + 1) : name
  }
  const byLevel = new Map(rows.map((row) => [levelOf(row.name), row]))
  const left = [...byLevel].filter(([name]) => name > after)
  const page = left.slice(0, limit)
  const isFolder = ([name, row]: [string, ObjectRow]) => name !== row.name
  return {
    hasNext: left.length > page.length,
    folders: page.filter(isFolder).map(([name]) => ({ name, key: name })),
    objects: page.filter((one) => !isFolder(one)).map(([name, row]) => ({ ...asListed(row), name, key: name })),
    ...(left.length > page.length && { nextCursor: Buffer.from(page.at(-1)?.[0] ?? '').toString('base64') }),
  }
}

function asListed({ id, updated_at, created_at, last_accessed_at, metadata }: ObjectRow) {
  return { id, updated_at, created_at, last_accessed_at, metadata }
}

function sortKey(file: { name: string; updated_at: string; created_at: string }, column: string): string {
  return column === 'updated_at' || column === 'created_at' ? file[column] : file.name
}

function compare(a: string, b: string): number {
  return a < b ? -1 : Number(a > b)
}
