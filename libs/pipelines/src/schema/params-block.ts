import { blocks, literalOf, replaceComments } from './pipeline-config.ts';

/** Parameter that the `params` block of a script declares. */
export interface DeclaredParam {
  readonly name: string;
  /** As it is written, without `?`; null where there is none. */
  readonly type: string | null;
  /** Whether it may be left out, since it has a default or its type ends in `?`. */
  readonly isOptional: boolean;
  /** Undefined where it has none, or one that needs Groovy to be known. */
  readonly default: unknown;
  /** Comment above it, or behind it. */
  readonly description: string | null;
}

/** Stands for a comment, in code that is split into declarations. */
const MARK = '\0';
const DECLARATION = /^(\w+)[ \t]*(?::[ \t]*([\w.]+(?:[ \t]*<[^=]*>)?)[ \t]*(\?)?)?[ \t]*(?:=(?!=)\s*([^]*))?$/;

/**
 * Reads the `params` block of a script (Nextflow 25.10 and later); null if it has none. Groovy is not run.
 * Source: https://docs.seqera.io/nextflow/typed-parameters
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
      // A blank line parts a comment from what comes below it.
      above = said.length > 0 ? [...above, ...said] : [];
      continue;
    }
    declared.push({
      name,
      type: type?.replaceAll(/\s/g, '') ?? null,
      isOptional: nullable !== undefined || value !== undefined,
      default: value === undefined ? undefined : (literalOf(value.trim().replace(/;$/, '')) ?? undefined),
      description: [...above, ...said].join(' ') || null,
    });
    above = [];
  }
  return declared;
}

/** Splits a block into its lines; one whose bracket is open goes on to the line where it is closed. */
function statementsIn(block: string): string[] {
  const statements: string[] = [];
  let open = 0;
  for (const line of block.split('\n')) {
    if (open > 0) statements.push(`${statements.pop() ?? ''}\n${line}`);
    else statements.push(line);
    const code = line.replaceAll(/'[^'\n]*'|"[^"\n]*"/g, '');
    open = Math.max(0, open + count(code, /[([{]/g) - count(code, /[)\]}]/g));
  }
  return statements;
}

const count = (text: string, sign: RegExp) => text.match(sign)?.length ?? 0;

/** Returns what a comment says, in one line. */
const textOf = (comment: string): string =>
  comment
    .replace(/^\/\*+|^\/\/+/, '')
    .replace(/\*+\/$/, '')
    .replaceAll(/^[ \t]*\*+/gm, '')
    .replaceAll(/\s+/g, ' ')
    .trim();
