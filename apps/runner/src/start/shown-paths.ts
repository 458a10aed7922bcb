import { attemptFiles } from '@reprise/nextflow';
import { sheetPaths, type Pipeline } from '@reprise/pipelines';
import type { ShownSettings } from '../base/start-settings.ts';
import type { HeldAttempt } from '../attempt/attempt.ts';
import { uploadedSamples } from './uploaded-samples.ts';

interface RunDirs {
  readonly work_dir: string;
  readonly output_dir: string;
}

/**
 * Returns the paths that stay visible to Nextflow and its tasks despite isolation. Used to start an attempt and to
 * explain a failure.
 */
export function shownPaths(
  { job, attemptDir }: Pick<HeldAttempt, 'job' | 'attemptDir'>,
  { work_dir, output_dir }: RunDirs,
  pipeline: Pipeline | undefined,
  { nextflows, environment, inputRoots, samplesRoot }: ShownSettings,
): string[] {
  const files = attemptFiles(attemptDir);
  const sheetFiles = pipeline && job.sheet ? sheetPaths(pipeline, job.sheet).map(({ path }) => path) : [];
  return [
    ...[work_dir, output_dir, files.log, files.trace, files.params, files.config, files.extraConfig],
    ...nextflows.all.map(({ launcher }) => launcher),
    ...[pipeline?.sources ?? [], inputRoots, Object.values(job.launch?.files ?? {})].flat(),
    ...uploadedSamples(samplesRoot, job.params, sheetFiles),
    ...[environment['NXF_PLUGINS_DIR'] ?? []].flat(),
  ];
}
