/** Glob in Nextflow's (Java's) syntax. Matches without backtracking, so that a user's glob cannot block the process. */
export interface Glob {
  /** Whether a path relative to the glob's folder matches. */
  readonly matches: (path: string) => boolean;
  /** Whether anything below a folder can match. */
  readonly reaches: (folder: string) => boolean;
  /**
   * Whether its braces expand to too many alternatives. Such a glob matches nothing here, although Nextflow may find
   * matches.
   */
  readonly isTooLarge: boolean;
}

type Token =
  | { readonly kind: 'char' | 'set'; readonly test: (char: string) => boolean }
  | { readonly kind: 'star'; readonly test: (char: string) => boolean };

/** Maximum number of brace alternatives. */
const MOST_ALTERNATIVES = 1000;

/** Whether Nextflow treats a string as a glob, by the rule of its `FilePatternSplitter`. */
export function isGlob(value: string): boolean {
  const text = value.replaceAll(/\\[*?[\]{}]/g, '');
  if (!/[*?[\]{}]/.test(text)) return false;
  if (/[{}]/.test(text)) return /\{.*,.*\}/.test(text);
  return /[[\]]/.test(text) ? /\[.+\]/.test(text) : true;
}

/**
 * Splits a glob into the folder before its first special character, and the rest; `glob` is null if there is no special
 * character.
 */
export function splitPattern(pattern: string): { readonly path: string; readonly glob: string | null } {
  const parts = pattern.split('/');
  const fixed = parts.findIndex((part) => /[*?[\]{}]/.test(part));
  if (fixed === -1) return { path: pattern, glob: null };
  return { path: parts.slice(0, fixed).join('/') || '/', glob: parts.slice(fixed).join('/') };
}

export function compileGlob(pattern: string): Glob {
  const expanded = expandBraces(pattern);
  const alternatives = (expanded ?? [pattern]).map(tokenize);
  const some = (path: string, accepts: (states: ReadonlySet<number>, length: number) => boolean) =>
    alternatives.some((tokens) => accepts(run(tokens, path), tokens.length));
  return {
    matches: (path) => some(path, (states, end) => states.has(end)),
    reaches: (folder) => folder === '' || some(`${folder}/`, (states) => states.size > 0),
    isTooLarge: expanded === null,
  };
}

/** Simulates all positions at once. Position `n` is before token `n`. A star may be skipped. */
function run(tokens: readonly Token[], text: string): ReadonlySet<number> {
  const withSkips = (states: Iterable<number>) => {
    const all = new Set<number>();
    for (let state of states) {
      all.add(state);
      while (tokens[state]?.kind === 'star') all.add(++state);
    }
    return all;
  };
  let states = withSkips([0]);
  for (const char of text) {
    const next: number[] = [];
    for (const state of states) {
      const token = tokens[state];
      if (token?.test(char)) next.push(token.kind === 'star' ? state : state + 1);
    }
    states = withSkips(next);
    if (states.size === 0) break;
  }
  return states;
}

const notSlash = (char: string) => char !== '/';

function tokenize(pattern: string): Token[] {
  const tokens: Token[] = [];
  const chars = Array.from(pattern);
  for (let at = 0; at < chars.length; at++) {
    const char = chars[at] ?? '';
    if (char === '*' && chars[at + 1] === '*') {
      tokens.push({ kind: 'star', test: () => true });
      at++;
    } else if (char === '*') tokens.push({ kind: 'star', test: notSlash });
    else if (char === '?') tokens.push({ kind: 'char', test: notSlash });
    else if (char === '[') {
      const end = chars.indexOf(']', at + 2);
      if (end === -1) tokens.push(exactly(char));
      else {
        tokens.push({ kind: 'set', test: setOf(chars.slice(at + 1, end)) });
        at = end;
      }
    } else tokens.push(exactly(char === '\\' ? (chars[++at] ?? '') : char));
  }
  return tokens;
}

const exactly = (wanted: string): Token => ({ kind: 'char', test: (char) => char === wanted });

function setOf(chars: readonly string[]): (char: string) => boolean {
  const negated = chars[0] === '!' || chars[0] === '^';
  const members = negated ? chars.slice(1) : chars;
  const isIn = (char: string) =>
    members.some((member, index) =>
      members[index + 1] === '-' && index + 2 < members.length
        ? member <= char && char <= (members[index + 2] ?? '')
        : member === char,
    );
  return (char) => notSlash(char) && isIn(char) !== negated;
}

/** Returns the alternatives of the braces; null if there are too many. */
function expandBraces(pattern: string): string[] | null {
  let open = [pattern];
  const done: string[] = [];
  while (open.length > 0) {
    if (open.length + done.length > MOST_ALTERNATIVES) return null;
    open = open.flatMap((each) => {
      const [, before = '', inner = '', after = ''] =
        /^((?:[^\\{}]|\\.)*)\{((?:[^\\{}]|\\.)*)\}(.*)$/s.exec(each) ?? [];
      if (!inner.includes(',')) {
        done.push(each);
        return [];
      }
      return inner.split(',').map((alternative) => before + alternative + after);
    });
  }
  return done;
}
