import type { Params, RunDescription } from '@reprise/contracts';
import type { Pipeline } from '../pipeline.ts';
import { configDefaults, manifestField, readConfig } from '../schema/pipeline-config.ts';

export interface DescribedRun {
  /** Parameters of the params file. */
  readonly given: Params;
  /** Parameters that the run wrote; null if it wrote none. */
  readonly written: Params | null;
  /** Text of the pipeline's `nextflow.config`. */
  readonly config: string;
  /** Text of its script. */
  readonly script: string;
}

/**
 * Describes what ran. If the run did not write its parameters, uses the submitted ones, and those defaults in the
 * schema, the script and the config that can be read without running Groovy.
 */
export function describeRun(
  { manifest, schema }: Pipeline,
  { given, written, config, script }: DescribedRun,
): RunDescription {
  const properties = Object.entries(schema?.properties ?? {});
  const ofSchema = properties
    .map(([name, property]): [string, unknown] => [name, property.default])
    .filter(([, value]) => value !== undefined);
  const params = written ?? {
    ...Object.fromEntries(ofSchema),
    ...configDefaults(script),
    ...configDefaults(config),
    ...given,
  };
  const { assigned } = readConfig(config);
  const expressions = properties.flatMap(([name, { default_expression: code }]) =>
    code === undefined || written || name in params || assigned.has(name) ? [] : [[name, code] as const],
  );
  return {
    params,
    params_from: written ? 'run' : 'merged',
    defaults: Object.keys(params)
      .filter((name) => given[name] === undefined && params[name] !== null && name !== manifest.output_param)
      .toSorted(),
    ...(expressions.length > 0 && { default_expressions: Object.fromEntries(expressions) }),
    pipeline_version: manifest.version ?? manifestField(config, 'version') ?? manifestField(script, 'version'),
    materials: Object.entries(manifest.materials).map(([param, label]) => ({
      param,
      label,
      value: textOf(params[param]),
    })),
  };
}

const textOf = (value: unknown): string | null =>
  value === undefined || value === null || value === ''
    ? null
    : typeof value === 'string'
      ? value
      : JSON.stringify(value);
