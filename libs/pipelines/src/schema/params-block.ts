import { literalOf, TEXT } from './groovy-literal.ts';
import { blocks, replaceComments } from './pipeline-config.ts';

/** Parameter declared in a script's `params` block. */
export interface DeclaredParam {
  readonly name: string;
  /** Type as written, without `?`; null if there is none. */
  readonly type: string | null;
  /** Whether it is optional, because it has a default other than null or its type ends in `?`. */
  readonly isOptional: boolean;
  /** Undefined if there is none, or if it is an expression. */
  readonly default: unknown;
  /** Default expression as written, on one line; null if there is none. */
  readonly expression: string | null;
  /** Comment above or after it. */
  readonly description: string | null;
}

/** Placeholder for a comment in code that is split into declarations. */
const MARK = '\0';
const DECLARATION = /^(\w+)[ \t]*(?::[ \t]*([\w.]+(?:[ \t]*<[^=]*>)?)[ \t]*(\?)?)?[ \t]*(?:=(?!=)\s*([^]*))?$/;

/**
 * Parses a script's `params` block (Nextflow 25.10 and later); null if it has none. Does not run Groovy. Source:
 * https://docs.seqera.io/nextflow/typed-parameters
 */
export function readParamsBlock(script: string): readonly DeclaredParam[] | null {
  const comments: string[] = [];
  const code = replaceComments(script, (comment) => {
    comments.push(textOf(comment));
    return `${MARK}${String(comments.length - 1)}${MARK}`;
  });
  const found = blocks(code, 'params');
  return found.length === 0 ? null : found.flatMap((block) => declarationsIn(block, comments));
}

function declarationsIn(block: string, comments: readonly string[]): DeclaredParam[] {
  const declared: DeclaredParam[] = [];
  let above: string[] = [];
  for (const statement of statementsIn(block)) {
    const said = [...statement.matchAll(/\0(\d+)\0/g)]
      .map(([, index]) => comments[Number(index)] ?? '')
      .filter(Boolean);
    const [, name, type, nullable, value] = DECLARATION.exec(statement.replaceAll(/\0\d+\0/g, '').trim()) ?? [];
    if (name === undefined) {
      // A blank line separates a comment from the declaration below.
      above = said.length > 0 ? [...above, ...said] : [];
      continue;
    }
    const given = defaultOf(value?.trim().replace(/;$/, '') ?? 'null');
    declared.push({
      name,
      type: type?.replaceAll(/\s/g, '') ?? null,
      isOptional: nullable !== undefined || given.default !== undefined || given.expression !== null,
      ...given,
      description: [...above, ...said].join(' ') || null,
    });
    above = [];
  }
  return declared;
}

/** Parses a default. In Nextflow, null means that there is none. */
function defaultOf(code: string): Pick<DeclaredParam, 'default' | 'expression'> {
  const value = literalOf(code);
  if (value === undefined) return { default: undefined, expression: code.replaceAll(/\s+/g, ' ') };
  return { default: value ?? undefined, expression: null };
}

/** Matches text that continues a statement: strings, brackets, and an operator at the end of a line. */
const PART = new RegExp(`${TEXT.source}|[([{]|[)\\]}]|[-+*:=,.&|<]\\s*\\n|\\n`, 'g');

/**
 * Splits a block into statements by lines. An unterminated line, for example within a bracket, is joined with the next
 * lines.
 */
function statementsIn(block: string): string[] {
  const statements: string[] = [];
  let [start, open] = [0, 0];
  for (const { 0: part, index } of block.matchAll(PART)) {
    if (/^[([{]/.test(part)) open++;
    else if (/^[)\]}]/.test(part)) open = Math.max(0, open - 1);
    else if (part === '\n' && open === 0) {
      statements.push(block.slice(start, index));
      start = index;
    }
  }
  return [...statements, block.slice(start)];
}

/** Returns the text of a comment, on one line. */
const textOf = (comment: string): string =>
  comment
    .replace(/^\/\*+|^\/\/+/, '')
    .replace(/\*+\/$/, '')
    .replaceAll(/^[ \t]*\*+/gm, '')
    .replaceAll(/\s+/g, ' ')
    .trim();
