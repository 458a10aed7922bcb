import type { EventQuery } from '@reprise/nextflow';
import { askAsTask, type TaskContext } from '../ask-tool.ts';

const ANSWERS_WITHIN_MS = 5_000;

/**
 * Queries Docker or Podman as a task would for the events of containers in a period, one JSON object per line. Returns
 * an empty string if it does not answer.
 */
export async function containerEvents(
  { tool, bySudo, since, until }: EventQuery,
  context: TaskContext,
): Promise<string> {
  const prefix = [...context.prefix, ...(bySudo ? ['sudo', '--non-interactive'] : [])];
  // Docker prints events up to this time and then waits for it. Podman 4.3 prints nothing if it is given one.
  const period =
    tool === 'docker' ? ['--until', until, '--format', '{{json .}}'] : ['--stream=false', '--format', 'json'];
  const args = ['events', '--filter', 'type=container', '--since', since, ...period];
  return askAsTask(tool, args, { ...context, prefix }, ANSWERS_WITHIN_MS).catch(() => '');
}
