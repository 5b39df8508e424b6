import { identifier, literal, splitTopLevel, unquoted } from './quote.ts'
import { RestError } from './rest-error.ts'

/** `name`, `name->key->>key`, of the table with this (quoted) name. */
export function columnOf(table: string, text: string): string {
  const [name, ...path] = text.split(/(->>|->)/)
  let sql = `${table}.${identifier(unquoted(name))}`
  for (let i = 0; i < path.length; i += 2)
    sql += path[i] + (/^-?\d+$/.test(path[i + 1]) ? path[i + 1] : literal(path[i + 1]))
  return sql
}

/** The list after `select` or `returning` for PostgREST's `select=`: columns with alias, JSON path and cast. */
export function selectList(table: string, select: string | null): string {
  return splitTopLevel(select ?? '*')
    .map((item) => selected(table, item))
    .join(', ')
}

function selected(table: string, item: string): string {
  if (item === '*') return `${table}.*`
  if (item.includes('('))
    throw new RestError(501, 'STANDIN', 'This stand-in embeds no other tables and computes no aggregates.')
  const [, alias, column, cast] = /^(?:([^:]+):(?!:))?(.+?)(?:::(\w+))?$/.exec(item) ?? []
  const name = alias ?? column.split(/->>?/).at(-1) ?? column
  const sql = columnOf(table, column)
  return `${cast ? `cast(${sql} as ${identifier(cast)})` : sql} as ${identifier(unquoted(name))}`
}

/** `order=` as SQL, or nothing. */
export function orderBy(table: string, order: string | null): string {
  if (!order) return ''
  const terms = splitTopLevel(order).map((term) => {
    const [column, ...words] = term.split('.')
    const known: Record<string, string> = {
      asc: 'asc',
      desc: 'desc',
      nullsfirst: 'nulls first',
      nullslast: 'nulls last',
    }
    return [columnOf(table, column), ...words.map((word) => known[word] ?? '')].join(' ')
  })
  return `order by ${terms.join(', ')}`
}
