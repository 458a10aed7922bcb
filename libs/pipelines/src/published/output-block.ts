import { literalOf } from '../schema/groovy-literal.ts';
import { blockEnd, blocks, withoutComments } from '../schema/pipeline-config.ts';

/** File of an output block that lists the files that one of its outputs published. */
export interface OutputIndex {
  /** Relative to the output folder. The extension determines the format: CSV, JSON or YAML. */
  readonly path: string;
  /** Delimiter of a CSV file. */
  readonly sep: string;
  /** Whether the first line of a CSV file names its columns. */
  readonly hasHeader: boolean;
}

/** Output declared in a script's `output` block. */
export interface DeclaredOutput {
  readonly name: string;
  /** Only plain strings of up to 100 characters, and only the first ten. */
  readonly labels: readonly string[];
  /** Null if there is none, or if its path would require running Groovy. */
  readonly index: OutputIndex | null;
}

/** Matches `name {` and `name: Type {`. */
const OPENING = /(?:^|[\s;])(\w+)(?:[ \t]{0,9}:[ \t]{0,9}\w[\w.<>,?]{0,200})?\s*\{/g;
/** Maximum number of labels. An event has room for the labels of the first result of each kind. */
const MOST_LABELS = 10;
const LABEL = /(?:^|[\s;])label\b[ \t]*\(?[ \t]*('[^'\n]{1,100}'|"[^"\n]{1,100}")/g;
/** Matches an option of an index, with its raw value. */
const OPTION = /(?:^|[\s;])(path|sep|header)\b[ \t]*\(?[ \t]*('[^'\n]*'|"[^"\n]*"|[^\s;)]+)/g;

/**
 * Parses a script's `output` block (Nextflow 25.10, a preview since 25.04); empty if it has none. Does not run Groovy.
 * Source: https://docs.seqera.io/nextflow/workflow#outputs
 */
export function readOutputBlock(script: string): readonly DeclaredOutput[] {
  return blocks(withoutComments(script), 'output').flatMap((block) =>
    outputsIn(block).map(([name, body]) => ({ name, labels: labelsIn(body), index: indexIn(body) })),
  );
}

/** Returns the names and bodies of the top-level blocks. */
function outputsIn(block: string): [name: string, body: string][] {
  const outputs: [string, string][] = [];
  let end = 0;
  for (const { index, 0: opening, 1: name = '' } of block.matchAll(OPENING)) {
    if (index < end) continue;
    const start = index + opening.length;
    end = blockEnd(block, start);
    outputs.push([name, block.slice(start, end)]);
  }
  return outputs;
}

const labelsIn = (body: string): string[] =>
  [...body.matchAll(LABEL)]
    .map(([, value = '']) => literalOf(value))
    .filter((label) => typeof label === 'string')
    .slice(0, MOST_LABELS);

function indexIn(body: string): OutputIndex | null {
  const [index = ''] = blocks(body, 'index');
  const written = new Map([...index.matchAll(OPTION)].map(([, name = '', value = '']) => [name, value]));
  const path = literalOf(written.get('path') ?? '');
  const sep = literalOf(written.get('sep') ?? '');
  if (typeof path !== 'string') return null;
  return {
    path,
    sep: typeof sep === 'string' ? sep : ',',
    hasHeader: !['false', undefined].includes(written.get('header')),
  };
}
