import { columnOf } from './columns.ts'
import { literal, splitTopLevel, unquoted } from './quote.ts'
import { RestError } from './rest-error.ts'

const NO_FILTERS = new Set(['select', 'order', 'limit', 'offset', 'columns', 'on_conflict'])
const OPERATORS: Readonly<Record<string, string>> = {
  eq: '=',
  neq: '<>',
  gt: '>',
  gte: '>=',
  lt: '<',
  lte: '<=',
  like: 'like',
  ilike: 'ilike',
  match: '~',
  imatch: '~*',
  cs: '@>',
  cd: '<@',
  ov: '&&',
  isdistinct: 'is distinct from',
}
const IS_VALUES = new Set(['null', 'not_null', 'true', 'false', 'unknown'])

/** The `where` of a request's filters on the table with this (quoted) name, or nothing where it has none. */
export function whereOf(table: string, parameters: Iterable<[string, string]>): string {
  const conditions = [...parameters]
    .filter(([name]) => !NO_FILTERS.has(name))
    .map(([name, value]) =>
      /^(not\.)?(and|or)$/.test(name) ? logic(table, name + value) : condition(table, name, value),
    )
  return conditions.length > 0 ? `where ${conditions.join(' and ')}` : ''
}

/** `operator.value` on a column, as `or()` and the filters of realtime have them too. */
export function condition(table: string, column: string, text: string): string {
  if (text.startsWith('not.')) return `not (${condition(table, column, text.slice(4))})`
  const dot = text.indexOf('.')
  const [operator, value] = [text.slice(0, dot), text.slice(dot + 1)]
  const sql = columnOf(table, column)
  if (operator === 'is' && IS_VALUES.has(value.toLowerCase())) return `${sql} is ${value.replace('_', ' ')}`
  if (operator === 'in' && /^\(.*\)$/s.test(value)) {
    const values = splitTopLevel(value.slice(1, -1)).map((one) => literal(unquoted(one)))
    return values.length > 0 ? `${sql} in (${values.join(', ')})` : 'false'
  }
  const known = OPERATORS[operator]
  if (dot < 0 || !known) throw new RestError(400, 'PGRST100', `"failed to parse filter (${text})" (line 1, column 1)`)
  return `${sql} ${known} ${literal(known.endsWith('like') ? value.replaceAll('*', '%') : value)}`
}

/** `or(a.eq.1,and(b.gt.2,c.is.null))`, with `not.` before any of them. */
function logic(table: string, text: string): string {
  const [, not, word, inner] = /^(not\.)?(and|or)\((.*)\)$/s.exec(text) ?? []
  if (!word) throw new RestError(400, 'PGRST100', `"failed to parse logic tree (${text})" (line 1, column 1)`)
  const terms = splitTopLevel(inner).map((term) => {
    if (/^(not\.)?(and|or)\(/.test(term)) return logic(table, term)
    const dot = term.indexOf('.')
    const [operator, ...value] = term.slice(dot + 1).split('.')
    const last = value.join('.')
    return condition(table, term.slice(0, dot), `${operator}.${operator === 'in' ? last : unquoted(last)}`)
  })
  return `${not ? 'not ' : ''}(${terms.join(` ${word} `)})`
}
