import { isInsistent, isVersionCondition, type LaunchOptions } from '@reprise/contracts';
import type { Pipeline } from '../pipeline.ts';
import { manifestField } from '../schema/pipeline-config.ts';
import { readRunConfig } from './read-run-config.ts';

/** Nextflow that the config of a pipeline names in `manifest.nextflowVersion`. */
export interface WantedNextflow {
  /** Version or conditions on it, without the sign that insists. */
  readonly version: string;
  /** Whether another version is an error; else Nextflow warns of it. */
  readonly isRequired: boolean;
}

/** Reads the version from the configs of a run; null where they name none, cannot be read, or Groovy would have to be run. */
export async function wantedNextflow(
  pipeline: Pick<Pipeline, 'script' | 'sources'>,
  launch: LaunchOptions,
): Promise<WantedNextflow | null> {
  const code = await readRunConfig(pipeline, launch).catch(() => '');
  const condition = manifestField(code, 'nextflowVersion')?.trim();
  if (condition === undefined || !isVersionCondition(condition)) return null;
  return { version: condition.replace(/^!\s*/, ''), isRequired: isInsistent(condition) };
}
