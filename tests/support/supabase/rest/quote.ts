/** A name as SQL reads it. */
export function identifier(name: string): string {
  return `"${name.replaceAll('"', '""')}"`
}

/** Text as SQL reads it, its type left to the place where it stands (`standard_conforming_strings` is on, as by default). */
export function literal(text: string): string {
  return `'${text.replaceAll("'", "''").replaceAll('\0', '')}'`
}

/** Splits at commas that stand outside of parentheses, braces and quotes. */
export function splitTopLevel(text: string, separator = ','): string[] {
  const parts: string[] = []
  let part = ''
  let depth = 0
  let quoted = false
  for (let i = 0; i < text.length; i++) {
    const letter = text[i]
    if (letter === '\\' && quoted) part += text[i++]
    else if (letter === '"') quoted = !quoted
    else if (!quoted && (letter === '(' || letter === '{')) depth++
    else if (!quoted && (letter === ')' || letter === '}')) depth--
    if (letter === separator && depth === 0 && !quoted) {
      parts.push(part)
      part = ''
    } else part += text[i]
  }
  return text === '' ? [] : [...parts, part]
}

/** A value that may stand in double quotes, with backslashes before quotes and backslashes. */
export function unquoted(text: string): string {
  return /^".*"$/s.test(text) ? text.slice(1, -1).replace(/\\(.)/gs, '$1') : text
}
