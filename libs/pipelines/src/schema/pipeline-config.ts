import { literalOf, TEXT } from './groovy-literal.ts';

/**
 * Facts about a pipeline's configuration that affect validation. The configuration is read as text, without running
 * Groovy.
 */
export interface PipelineConfig {
  /** Value of nf-schema's `validation.lenientMode`, in which numbers and booleans count as strings. */
  readonly lenient: boolean;
  /** Parameters that it sets, even to `null`. */
  readonly assigned: ReadonlySet<string>;
  /** Parameters with a value other than `null`. */
  readonly configured: ReadonlySet<string>;
  /**
   * Whether it includes other files, which are not read and may set parameters too. Includes in a profile count with
   * that profile.
   */
  readonly includes: boolean;
}

/** Parses a `nextflow.config`, and other code that sets `params.x = …`. */
export function readConfig(text: string): PipelineConfig {
  const code = withoutComments(text);
  const assigned = assignments(code);
  const set = assigned.filter(([, value]) => !/^null\b/.test(value));
  return {
    lenient: /\b(validationLenientMode|lenientMode)[ \t]*=[ \t]*true\b/.test(code),
    assigned: new Set(assigned.map(([name]) => name)),
    configured: new Set(set.map(([name]) => name)),
    includes: /\bincludeConfig\b/.test(withoutProfiles(code)),
  };
}

/** Whether a config may set parameters, itself or by its includes. */
export const maySetParams = (config: string): boolean => /\b(params|includeConfig)\b/.test(withoutComments(config));

/** Returns code without its profiles except for `standard`, which Nextflow uses if a run names none. */
const withoutProfiles = (code: string): string =>
  blocks(code, 'profiles')
    .filter((block) => !/\bstandard\b/.test(block))
    .reduce((rest, block) => rest.replace(block, ''), code);

/** Returns the parameters that a config or script sets to a literal. Others would require running Groovy. */
export function configDefaults(text: string): Record<string, unknown> {
  return Object.fromEntries(
    assignments(withoutComments(text)).flatMap(([name, value]) => {
      const literal = literalOf(value.trim().replace(/;$/, ''));
      return literal === undefined ? [] : [[name, literal]];
    }),
  );
}

/** Returns a plain-text field of the `manifest { }` block; null if it is missing. */
export function manifestField(text: string, name: 'version' | 'nextflowVersion'): string | null {
  const code = withoutComments(text);
  const value = String.raw`[ \t]*=[ \t]*(['"])([^'"\n]*)\1`;
  const inBlocks = blocks(code, 'manifest').map(
    (block) => new RegExp(String.raw`(?:^|[\s;{])${name}${value}`).exec(block)?.[2],
  );
  const single = new RegExp(String.raw`\bmanifest\.${name}${value}`).exec(code)?.[2];
  return [...inBlocks, single].find(Boolean) ?? null;
}

/**
 * Matches comments, and captures text that is kept: strings, escaped characters (a slash in `~/a\/b/`), an unterminated
 * comment. Every alternative that begins also ends, at the latest with the line or the file, so it takes linear time.
 */
const COMMENTS =
  /\/\*[^]*?\*\/|(?<![^\s;{}])\/\/.*|(\/\*[^]*|\\.|'''[^]*?(?:'''|$)|"""[^]*?(?:"""|$)|'[^'\\\n]*(?:\\[^][^'\\\n]*)*'?|"[^"\\\n]*(?:\\[^][^"\\\n]*)*"?)/g;

/** Returns code without its comments. */
export const withoutComments = (text: string): string => text.replaceAll(COMMENTS, '$1');

/** Returns code with each comment replaced by the result of a function. */
export const replaceComments = (text: string, replace: (comment: string) => string): string =>
  text.replaceAll(COMMENTS, (whole, code?: string) => code ?? replace(whole));

/** Names and raw values of `params.x = …`, of `params { x = … }` and, typed, of `params { x: Type = … }`. */
function assignments(code: string): [string, string][] {
  const single = [...code.matchAll(/\bparams\.(\w+)[ \t]*=[ \t]*(?!=)([^\n]*)/g)];
  const inBlocks = blocks(code, 'params').flatMap((block) => [
    ...block.matchAll(/^[ \t]*(\w+)[ \t]*(?::[ \t]*[\w.<>,? \t]+)?=[ \t]*(?!=)([^\n]*)/gm),
  ]);
  return [...single, ...inBlocks].map(([, name = '', value = '']) => [name, value]);
}

/** Returns the contents of the blocks `name { }`. */
export function blocks(code: string, name: string): string[] {
  return [...code.matchAll(new RegExp(`(^|[\\s;}])${name}\\s*\\{`, 'g'))].map(({ index, 0: opening }) => {
    const start = index + opening.length;
    return code.slice(start, blockEnd(code, start));
  });
}

/** Returns the closing position of the block whose content begins at `start`. Brackets in strings do not count. */
export function blockEnd(code: string, start: number): number {
  const part = new RegExp(`${TEXT.source}|[{}]`, 'g');
  part.lastIndex = start;
  let depth = 1;
  for (let found = part.exec(code); found !== null; found = part.exec(code)) {
    if (found[0] === '{') depth++;
    if (found[0] === '}') depth--;
    if (depth === 0) return found.index;
  }
  return code.length;
}
