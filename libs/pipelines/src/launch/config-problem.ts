/** First error in a config's brackets and strings. */
export interface ConfigProblem {
  /** Starts at 1. */
  readonly line: number;
  readonly message: string;
}

interface Opened {
  /** Bracket, or quotation mark of a string. */
  readonly sign: string;
  readonly line: number;
}

const CLOSING: Readonly<Record<string, string>> = { '(': ')', '[': ']', '{': '}' };
const IN_CODE = /\/\*[^]*?(?:\*\/|$)|\/\/[^\n]*|"""|'''|\$\/|["'(){}[\]/\n]/g;
const IN_TEXT = /\\[^]|\$\{|"""|'''|["'\n]/g;
/** Characters after which a slash begins a string instead of a division. A few spaces may be in between. */
const BEFORE_SLASHY = /[=(,[:~!&|?{;]$/;

/**
 * Returns an error that a Nextflow config certainly has: an unmatched bracket or an unterminated string. Only Nextflow
 * can judge the rest. Also null for a config with a string between slashes (`~/a{2}/`), which is not parsed.
 */
export function configProblem(config: string): ConfigProblem | null {
  const open: Opened[] = [];
  let line = 1;
  for (let at = 0; ;) {
    const last = open.at(-1);
    const inText = last !== undefined && isQuote(last.sign);
    const found = nextIn(inText ? IN_TEXT : IN_CODE, config, at);
    if (!found) return last ? { line: last.line, message: notClosed(last.sign) } : null;
    const [token] = found;
    // In a short string, three quotation marks are its end and an empty string.
    const sign = inText && token.startsWith(last.sign) ? last.sign : token;
    at = found.index + sign.length;
    if (inText) {
      if (sign === last.sign) open.pop();
      else if (sign === '${' && last.sign.startsWith('"')) open.push({ sign: '{', line });
      else if (sign === '\n' && last.sign.length === 1) return { line, message: notClosed(last.sign) };
    } else if (
      sign === '$/' ||
      (sign === '/' && BEFORE_SLASHY.test(config.slice(Math.max(0, found.index - 200), found.index).trimEnd()))
    )
      return null;
    else if (isQuote(sign) || sign in CLOSING) open.push({ sign, line });
    else if (/^[)}\]]$/.test(sign)) {
      if (!last) return { line, message: `“${sign}” closes nothing` };
      if (CLOSING[last.sign] !== sign)
        return { line, message: `“${sign}” does not close the “${last.sign}” of line ${String(last.line)}` };
      open.pop();
    }
    line += sign.split('\n').length - 1;
  }
}

function nextIn(pattern: RegExp, text: string, from: number): RegExpExecArray | null {
  pattern.lastIndex = from;
  return pattern.exec(text);
}

const isQuote = (sign: string) => /^["']/.test(sign);
const notClosed = (sign: string) => (isQuote(sign) ? `the text after ${sign} does not end` : `“${sign}” is not closed`);
