import { readFileSync, realpathSync } from 'node:fs';
import { resolve } from 'node:path';
import { isInside } from '../paths/absolute-params.ts';
import type { Pipeline } from '../pipeline.ts';
import { compile } from '../schema/evaluate.ts';
import { isNode, type ParamSchema } from '../schema/param-schema.ts';

/** Row schema of a samplesheet, in nf-schema's format: a list of objects. */
export interface RowSchema {
  /** Document that validates the rows. */
  readonly rules: Readonly<Record<string, unknown>>;
  readonly columns: Readonly<Record<string, ParamSchema>>;
}

/** Maximum bytes of a row schema. */
const MOST_BYTES = 1024 * 1024;

/** Returns the samplesheet parameter of a pipeline; null if it has none. */
export function sheetParam({ schema }: Pick<Pipeline, 'schema'>): string | null {
  const named = Object.entries(schema?.properties ?? {}).filter(([, property]) => typeof property.schema === 'string');
  // If there are several, the one with nf-core's name.
  return (named.find(([name]) => name === 'input') ?? named[0])?.[0] ?? null;
}

/** Reads the row schema of a pipeline's samplesheet. If it cannot be read, `problem` is a sentence. */
export function readRowSchema({ schema, sources }: Pipeline, param: string): RowSchema | { readonly problem: string } {
  const named = schema?.properties[param]?.schema ?? '';
  const file = resolve(sources, named.replace(/^\$\{?(projectDir|baseDir)\}?\//, ''));
  try {
    if (!isInside(realpathSync(file), realpathSync(sources))) throw new Error('it is not in the pipeline’s folder');
    const text = readFileSync(file, 'utf8');
    if (text.length > MOST_BYTES) throw new Error('it is larger than 1 MiB');
    const document = JSON.parse(text) as unknown;
    const items = isNode(document) ? document['items'] : undefined;
    if (!isNode(document) || !isNode(items)) throw new Error('it is no schema of a list of objects');
    compile(document);
    const columns = isNode(items['properties']) ? (items['properties'] as Record<string, ParamSchema>) : {};
    return { rules: document, columns };
  } catch (error) {
    return { problem: `cannot be checked: its schema, ${named}, cannot be read: ${(error as Error).message}` };
  }
}
