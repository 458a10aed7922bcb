import type { TraceRow } from '../records/trace-reader.ts';

const MOST_NAMED = 5;

/** Sentence for a run that failed because of ignored task failures. */
export function ignoredMessage(tasks: readonly TraceRow[], lastText: string | undefined): string {
  const named = tasks
    .slice(0, MOST_NAMED)
    .map(({ name, exit }) => (exit === null ? name : `${name} (exit code ${exit})`));
  const more = tasks.length > MOST_NAMED ? ` and ${tasks.length - MOST_NAMED} more` : '';
  const [subject, verb] = tasks.length === 1 ? ['A task', 'was'] : [`${tasks.length} tasks`, 'were'];
  const head = `${subject} failed and ${verb} ignored, and the pipeline is set to fail then (failOnIgnore)`;
  return `${head}: ${named.join(', ')}${more}${lastText ? `. ${tasks[0]?.name}: ${lastText}` : ''}`;
}
