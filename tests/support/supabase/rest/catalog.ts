import type { PGlite } from '@electric-sql/pglite'
import { RestError } from './rest-error.ts'

export interface Relation {
  readonly columns: readonly string[]
  /** SQL of a column's default, by name; identity and generated columns have none. */
  readonly defaults: Readonly<Record<string, string>>
  readonly primaryKey: readonly string[]
}

export interface Routine {
  readonly parameters: readonly { readonly name: string; readonly type: string; readonly hasDefault: boolean }[]
  readonly returnsSet: boolean
  /** `v`: nothing; `c`: a row; `b`, `d`, `e`: one value. */
  readonly kind: 'nothing' | 'row' | 'value'
}

/** What PostgREST calls its schema cache: the relations and functions of `public`, whoever may use them. */
export interface Catalog {
  /** Throws `PGRST205` where there is none. */
  relation(name: string): Promise<Relation>
  /** The function that takes these arguments; what it does not take may be filters. Throws `PGRST202` where there is none. */
  routine(name: string, given: readonly string[], mayFilter: boolean): Promise<Routine>
}

const RELATION = `
  select a.attname as name, pg_get_expr(d.adbin, d.adrelid) as value, a.attgenerated as generated,
    exists (select from pg_index i where i.indrelid = c.oid and i.indisprimary and a.attnum = any (i.indkey)) as key
  from pg_class c join pg_attribute a on a.attrelid = c.oid and a.attnum > 0 and not a.attisdropped
  left join pg_attrdef d on d.adrelid = c.oid and d.adnum = a.attnum
  where c.relnamespace = 'public'::regnamespace and c.relname = $1 and c.relkind in ('r', 'p', 'v', 'm', 'f')
  order by a.attnum`
const ROUTINES = `
  select coalesce(p.proargnames[1:p.pronargs], '{}') as names, p.pronargdefaults as defaults, p.proretset as many,
    array(select format_type(t, null) from unnest(p.proargtypes) with ordinality as u (t, n) order by n) as types,
    case when t.typname = 'void' then 'nothing' when t.typtype = 'c' or t.typname = 'record' then 'row' else 'value' end as kind
  from pg_proc p join pg_type t on t.oid = p.prorettype
  where p.pronamespace = 'public'::regnamespace and p.proname = $1 and p.prokind = 'f'`

interface ColumnRow {
  readonly name: string
  readonly value: string | null
  readonly generated: string
  readonly key: boolean
}

interface RoutineRow {
  readonly names: string[]
  readonly types: string[]
  readonly defaults: number
  readonly many: boolean
  readonly kind: Routine['kind']
}

export function createCatalog(database: PGlite): Catalog {
  const relations = new Map<string, Relation>()
  return {
    relation: async (name) => {
      const known = relations.get(name)
      if (known) return known
      const { rows } = await database.query<ColumnRow>(RELATION, [name])
      if (rows.length === 0)
        throw new RestError(404, 'PGRST205', `Could not find the table 'public.${name}' in the schema cache`)
      const withDefault = rows.filter(({ value, generated }) => value !== null && generated === '')
      const relation = {
        columns: rows.map((row) => row.name),
        defaults: Object.fromEntries(withDefault.map((row) => [row.name, row.value as string])),
        primaryKey: rows.filter(({ key }) => key).map((row) => row.name),
      }
      relations.set(name, relation)
      return relation
    },
    routine: async (name, given, mayFilter) => {
      const { rows } = await database.query<RoutineRow>(ROUTINES, [name])
      const routine = rows.map(routineOf).find((one) => takes(one, given, mayFilter))
      if (routine) return routine
      const called = `public.${name}(${given.join(', ')})`
      throw new RestError(404, 'PGRST202', `Could not find the function ${called} in the schema cache`)
    },
  }
}

function routineOf({ names, types, defaults, many, kind }: RoutineRow): Routine {
  const parameters = types.map((type, i) => ({ name: names[i], type, hasDefault: i >= types.length - defaults }))
  return { parameters, returnsSet: many, kind }
}

function takes({ parameters }: Routine, given: readonly string[], mayFilter: boolean): boolean {
  const knows = mayFilter || given.every((name) => parameters.some((parameter) => parameter.name === name))
  return knows && parameters.every(({ name, hasDefault }) => hasDefault || given.includes(name))
}
