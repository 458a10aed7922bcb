import type { CacheMiss, InputChange, TaskView } from '@reprise/contracts';

/** Reasons why tasks of a step ran again, in short; empty if unknown. */
export function ranAgainText(tasks: Pick<TaskView, 'cache_miss'>[]): string {
  const misses = tasks.flatMap(({ cache_miss }) => cache_miss ?? []);
  if (misses.length === 0) return '';
  const said = [...new Set(misses.flatMap(({ changes }) => changes.map(changeText)))];
  if (said.length === 0) return 'Ran again: Nextflow does not report why';
  const more = said.length > NAMED ? ` and ${said.length - NAMED} more` : '';
  return `Ran again: ${said.slice(0, NAMED).join(', ')}${more}`;
}

const NAMED = 3;

/**
 * "reads_1.fastq.gz changed", "threads was 1, now 2". Nextflow compares the path, size and time of a file, so a file of
 * another task may have the same content as before.
 */
export function changeText({ kind, name: given, from, to, made_by }: InputChange): string {
  const name = kind === 'file' ? (given?.split('/').at(-1) ?? given) : given;
  switch (kind) {
    case 'file':
      if (made_by) return `${name} of ${made_by.split(':').at(-1)} was written again`;
      return from !== null && to !== null && from !== to ? `${name} is another file` : `${name} changed`;
    case 'script':
      return 'its script changed';
    case 'container':
      return `its container was ${from ?? 'none'}, now ${to ?? 'none'}`;
    case 'param':
      return name === null ? 'a parameter changed' : `parameter ${name} ${fromTo(from, to)}`;
    case 'value':
      return `${name} ${fromTo(from, to)}`;
    default:
      return 'its environment changed';
  }
}

const fromTo = (from: string | null, to: string | null): string =>
  from === null || to === null ? 'changed' : `was ${shorter(from)}, now ${shorter(to)}`;

const LONGEST = 40;
const shorter = (text: string): string => (text.length > LONGEST ? `${text.slice(0, LONGEST)}…` : text);

/** Changes of a task's inputs with full paths, for a tooltip. */
export const missDetail = ({ attempt, changes }: CacheMiss): string =>
  [
    `Compared with the task of attempt ${attempt}:`,
    ...changes.map((change) => `${changeText(change)}${change.kind === 'file' && change.to ? ` (${change.to})` : ''}`),
  ].join('\n');
