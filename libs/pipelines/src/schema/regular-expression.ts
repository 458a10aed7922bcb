/**
 * Returns a schema pattern in JavaScript syntax, or null if that is impossible. nf-schema runs patterns in Java, which
 * also supports `(?i)` at the start, and escapes that JavaScript's `u` flag rejects.
 */
export function regularExpression(pattern: string): RegExp | null {
  const [, inline = ''] = /^\(\?([a-z]+)\)/.exec(pattern) ?? [];
  const flags = inline.replaceAll('u', '');
  const source = inline ? pattern.slice(pattern.indexOf(')') + 1) : pattern;
  return withFlags(source, `${flags}u`) ?? withFlags(source, flags);
}

function withFlags(source: string, flags: string): RegExp | null {
  try {
    return new RegExp(source, flags);
  } catch {
    return null;
  }
}
