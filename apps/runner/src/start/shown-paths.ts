import { attemptFiles } from '@reprise/nextflow';
import { sheetPaths, type Pipeline } from '@reprise/pipelines';
import type { HeldAttempt } from '../attempt/attempt.ts';
import { uploadedSamples } from './uploaded-samples.ts';

interface RunDirs {
  readonly work_dir: string;
  readonly output_dir: string;
}

/** Settings that name paths which every task is shown. */
export interface ShownSettings {
  readonly nextflow: string;
  readonly environment: Readonly<Record<string, string>>;
  /** Folders, besides the pipelines' demo data, into which links among the inputs may lead. */
  readonly inputRoots: readonly string[];
  /** Folder of uploaded samples, of which a job sees its own. */
  readonly samplesRoot: string;
}

/** Returns the paths that Nextflow and its tasks are shown of those that isolation hides, for a start as for its failure. */
export function shownPaths(
  { job, attemptDir }: Pick<HeldAttempt, 'job' | 'attemptDir'>,
  { work_dir, output_dir }: RunDirs,
  pipeline: Pipeline | undefined,
  { nextflow, environment, inputRoots, samplesRoot }: ShownSettings,
): string[] {
  const files = attemptFiles(attemptDir);
  const sheetFiles = pipeline && job.sheet ? sheetPaths(pipeline, job.sheet).map(({ path }) => path) : [];
  return [
    ...[work_dir, output_dir, files.log, files.trace, files.params, files.config, files.extraConfig],
    ...[nextflow, pipeline?.sources ?? [], inputRoots, Object.values(job.launch?.files ?? {})].flat(),
    ...uploadedSamples(samplesRoot, job.params, sheetFiles),
    ...[environment['NXF_PLUGINS_DIR'] ?? []].flat(),
  ];
}
