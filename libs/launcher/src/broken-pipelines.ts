import { loadPipelines } from '@reprise/pipelines';

/** A line for whatever keeps a pipeline of these folders from being there. */
export function brokenPipelines(folders: readonly string[]): string[] {
  return loadPipelines(folders).broken.map(
    ({ file, field, reason }) =>
      `A pipeline is not there, the others are: ${file}${field ? `, ${field}` : ''}: ${reason}. Correct it and start again.`,
  );
}
