import { assertCompiles } from './evaluate.ts';
import { isNode, propertiesOf, type ParamSchema } from './param-schema.ts';
import { readConfig, type PipelineConfig } from './pipeline-config.ts';

/** A pipeline's `nextflow_schema.json`. */
export interface ParamsSchema extends PipelineConfig {
  /** Parsed file. */
  readonly document: Readonly<Record<string, unknown>>;
  /** Document by which parameters are checked: lenient where the pipeline is. */
  readonly rules: Readonly<Record<string, unknown>>;
  /** All parameters of all groups. */
  readonly properties: Readonly<Record<string, ParamSchema>>;
}

/** @param config text of the pipeline's configuration @throws Error if the document is not a valid JSON schema */
export function readParamsSchema(document: Record<string, unknown>, config: string): ParamsSchema {
  const read = readConfig(config);
  const rules = read.lenient ? (leniently(document) as Record<string, unknown>) : document;
  assertCompiles(rules);
  return { document, rules, properties: propertiesOf(document), ...read };
}

const LENIENT = ['string', 'integer', 'number', 'boolean', 'null'];

/** Returns the schema with every string type widened, as nf-schema's lenient mode does. */
function leniently(schema: unknown): unknown {
  if (Array.isArray(schema)) return schema.map(leniently);
  if (!isNode(schema)) return schema;
  return Object.fromEntries(
    Object.entries(schema).map(([key, value]) => {
      const types = key === 'type' ? [value].flat() : [];
      return [key, types.includes('string') ? [...new Set([...types, ...LENIENT])] : leniently(value)];
    }),
  );
}
