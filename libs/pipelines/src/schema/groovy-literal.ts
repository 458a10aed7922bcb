/** Matches a Groovy string, whose brackets and quotation marks must be ignored. Takes linear time. */
export const TEXT =
  /'''(?:[^'\\]|\\[^]|'(?!''))*'''|"""(?:[^"\\]|\\[^]|"(?!""))*"""|'(?:[^'\\\n]|\\[^])*'|"(?:[^"\\\n]|\\[^])*"/;
const TOKEN = new RegExp(
  String.raw`\s*(?:(${TEXT.source})|(-?\d[\w.]*(?:(?<=[eE])[-+]\d+)?)|([A-Za-z_]\w*)|([[\]:,]))`,
  'y',
);

/** Maximum nesting of lists and maps, as in the check of parameters. */
const MOST_LEVELS = 64;

/**
 * Returns the value of a Groovy literal: a string, number, list, map, `true`, `false` or `null`. Undefined for
 * expressions, and for numbers that JSON cannot represent.
 */
export function literalOf(code: string): unknown {
  const tokens = tokensOf(code.trim());
  if (tokens === null) return undefined;
  const value = nextValue(tokens, MOST_LEVELS);
  return tokens.length === 0 ? value : undefined;
}

/** Returns the tokens of a literal in reverse order; null if there are other tokens. */
function tokensOf(code: string): string[] | null {
  const tokens: string[] = [];
  const token = new RegExp(TOKEN, 'y');
  while (token.lastIndex < code.length) {
    const found = token.exec(code);
    if (found === null) return null;
    tokens.push(found[0].trimStart());
  }
  return tokens.toReversed();
}

const WORDS = new Map<string, unknown>([
  ['true', true],
  ['false', false],
  ['null', null],
]);

function nextValue(tokens: string[], levels: number): unknown {
  const token = tokens.pop() ?? '';
  if (token === '[') return levels === 0 ? undefined : nextCollection(tokens, levels - 1);
  if (/^['"]/.test(token)) return textOf(token);
  if (/^[-\d]/.test(token)) return numberOf(token);
  return WORDS.get(token);
}

/** Reads a list or a map up to its closing bracket. */
function nextCollection(tokens: string[], levels: number): unknown {
  if (tokens.at(-1) === ':' && tokens.at(-2) === ']') {
    tokens.splice(-2);
    return {};
  }
  const isMap = tokens.at(-2) === ':';
  const entries: [string, unknown][] = [];
  while (tokens.length > 0 && tokens.at(-1) !== ']') {
    const key = isMap ? nextKey(tokens) : '';
    const value = nextValue(tokens, levels);
    if (key === undefined || value === undefined) return undefined;
    entries.push([key, value]);
    if (tokens.at(-1) === ',') tokens.pop();
    else if (tokens.at(-1) !== ']') return undefined;
  }
  if (tokens.pop() === undefined) return undefined;
  return isMap ? Object.fromEntries(entries) : entries.map(([, value]) => value);
}

/** Reads a name or a string, and the colon that follows it. */
function nextKey(tokens: string[]): string | undefined {
  const token = tokens.pop() ?? '';
  if (tokens.pop() !== ':') return undefined;
  return /^['"]/.test(token) ? textOf(token) : /^[A-Za-z_]/.test(token) ? token : undefined;
}

const ESCAPED: Readonly<Record<string, string>> = { b: '\b', f: '\f', n: '\n', r: '\r', t: '\t', '\n': '' };
const ESCAPE = /\\(?:u+([0-9a-fA-F]{4})|([^]))/g;
const NAMES_VARIABLE = /^(?:[^\\$]|\\[^])*\$/;

/** Returns undefined for a string with variables. */
function textOf(token: string): string | undefined {
  const quotes = /^('''|"""|.)/.exec(token)?.[1] ?? '';
  const inside = token.slice(quotes.length, -quotes.length);
  if (quotes.startsWith('"') && NAMES_VARIABLE.test(inside)) return undefined;
  return inside.replaceAll(ESCAPE, (_, code: string | undefined, sign: string | undefined = '') =>
    code === undefined ? (ESCAPED[sign] ?? sign) : String.fromCharCode(Number.parseInt(code, 16)),
  );
}

/** Sources: https://groovy-lang.org/syntax.html#_numbers */
function numberOf(token: string): number | undefined {
  const [, sign = '', digits = ''] = /^(-?)(.*)$/.exec(token.replaceAll(/(?<=\w)_+(?=\w)/g, '')) ?? [];
  const whole =
    /^(0|[1-9]\d*|0[xX][\da-fA-F]+|0[bB][01]+)[lLiIgG]?$/.exec(digits)?.[1] ??
    /^0([0-7]+)[lLiIgG]?$/.exec(digits)?.[1]?.replace(/^/, '0o');
  const decimal = /^((?:0|[1-9]\d*)(?:\.\d+)?(?:[eE][-+]?\d+)?)[fFdDgG]?$/.exec(digits)?.[1];
  const value = Number(whole ?? decimal);
  if (!Number.isFinite(value) || (whole !== undefined && !Number.isSafeInteger(value))) return undefined;
  return sign === '' || value === 0 ? value : -value;
}
