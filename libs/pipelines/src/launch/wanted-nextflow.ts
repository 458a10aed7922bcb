import { isInsistent, isVersionCondition, type LaunchOptions } from '@reprise/contracts';
import type { Pipeline } from '../pipeline.ts';
import { manifestField } from '../schema/pipeline-config.ts';
import { readRunConfig } from './read-run-config.ts';

/** Nextflow version in the pipeline config's `manifest.nextflowVersion`. */
export interface WantedNextflow {
  /** Version or conditions, without the leading `!`. */
  readonly version: string;
  /** Whether a different version is an error; otherwise Nextflow only warns. */
  readonly isRequired: boolean;
}

/** Reads the version from a run's configs. Null if they name none, cannot be read, or would require running Groovy. */
export async function wantedNextflow(
  pipeline: Pick<Pipeline, 'script' | 'sources'>,
  launch: LaunchOptions,
): Promise<WantedNextflow | null> {
  const code = await readRunConfig(pipeline, launch).catch(() => '');
  const condition = manifestField(code, 'nextflowVersion')?.trim();
  if (condition === undefined || !isVersionCondition(condition)) return null;
  return { version: condition.replace(/^!\s*/, ''), isRequired: isInsistent(condition) };
}
