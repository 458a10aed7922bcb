import { assertCompiles } from './evaluate.ts';
import { withDeclared } from './declared-schema.ts';
import { isNode, propertiesOf, type ParamSchema } from './param-schema.ts';
import type { DeclaredParam } from './params-block.ts';
import { readConfig, type PipelineConfig } from './pipeline-config.ts';

/** Parameters of a pipeline: its `nextflow_schema.json`, completed from the params block of its script. */
export interface ParamsSchema extends PipelineConfig {
  /** Whether there is a `nextflow_schema.json`; otherwise only the params block. */
  readonly isFile: boolean;
  readonly document: Readonly<Record<string, unknown>>;
  /** Document that validates parameters. It is lenient if the pipeline is. */
  readonly rules: Readonly<Record<string, unknown>>;
  /** Parameters in the script's params block. */
  readonly declared: readonly DeclaredParam[];
  /** All parameters of all groups. */
  readonly properties: Readonly<Record<string, ParamSchema>>;
}

/** Sources of a pipeline's parameters. */
export interface ParamsSources {
  /** Parsed `nextflow_schema.json`; null if there is none. */
  readonly file: Readonly<Record<string, unknown>> | null;
  /** Params block of the script; null if it has none. */
  readonly declared: readonly DeclaredParam[] | null;
  /** Text of the pipeline's configuration, and of its script. */
  readonly config: string;
}

/** Returns null if there is neither a file nor a block. @throws Error if the file is not a valid JSON schema */
export function readParamsSchema({ file, declared, config }: ParamsSources): ParamsSchema | null {
  if (file === null && declared === null) return null;
  const known = declared ?? [];
  const document = withDeclared(file, known);
  const read = readConfig(config);
  const rules = read.lenient ? (leniently(document) as Record<string, unknown>) : document;
  assertCompiles(rules);
  return { isFile: file !== null, document, rules, declared: known, properties: propertiesOf(document), ...read };
}

const LENIENT = ['string', 'integer', 'number', 'boolean', 'null'];

/** Returns the schema with every string type widened, as in nf-schema's lenient mode. */
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
