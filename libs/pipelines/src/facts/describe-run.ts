import type { Params, RunDescription } from '@reprise/contracts';
import type { Pipeline } from '../pipeline.ts';
import { configDefaults, manifestField } from '../schema/pipeline-config.ts';

export interface DescribedRun {
  /** Parameters of the params file. */
  readonly given: Params;
  /** Parameters as the run wrote them; null if it did not. */
  readonly written: Params | null;
  /** Text of the pipeline's `nextflow.config` and script. */
  readonly config: string;
}

/**
 * Describes what ran. Where the run did not write its parameters, the defaults that can be read without running Groovy
 * stand in: those of schema, config and script under the given ones.
 */
export function describeRun({ manifest, schema }: Pipeline, { given, written, config }: DescribedRun): RunDescription {
  const ofSchema = Object.entries(schema?.properties ?? {})
    .map(([name, property]): [string, unknown] => [name, property.default])
    .filter(([, value]) => value !== undefined);
  const params = written ?? { ...Object.fromEntries(ofSchema), ...configDefaults(config), ...given };
  return {
    params,
    params_from: written ? 'run' : 'merged',
    defaults: Object.keys(params)
      .filter((name) => given[name] === undefined && params[name] !== null && name !== manifest.output_param)
      .toSorted(),
    pipeline_version: manifest.version ?? manifestField(config, 'version'),
    materials: Object.entries(manifest.materials).map(([param, label]) => ({
      ...{ param, label },
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
