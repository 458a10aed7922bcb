import type { Params, PipelineManifest } from '@reprise/contracts';

/** Adds the output folder to a run's parameters. A pipeline without such a parameter has an output block. */
export const withOutputDir = (
  { output_param }: Pick<PipelineManifest, 'output_param'>,
  params: Params,
  dir: string,
): Params => (output_param === null ? params : { ...params, [output_param]: dir });
