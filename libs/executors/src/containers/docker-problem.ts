import { askAsTask, type TaskContext } from '../ask-tool.ts';

const ANSWERS_WITHIN_MS = 5_000;

/**
 * Queries Docker's daemon as a task would. Returns why it does not answer, as a sentence without a full stop; null if
 * it answers.
 * @param bySudo whether tasks use Docker through `sudo`
 */
export async function dockerProblem(bySudo: boolean, context: TaskContext): Promise<string | null> {
  const prefix = [...context.prefix, ...(bySudo ? ['sudo', '--non-interactive'] : [])];
  const args = ['version', '--format', '{{.Server.Version}}'];
  return askAsTask('docker', args, { ...context, prefix }, ANSWERS_WITHIN_MS).then(
    () => null,
    (error: unknown) => (error as Error).message,
  );
}
