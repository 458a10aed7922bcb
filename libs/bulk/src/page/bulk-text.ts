import type { BulkView } from '../contract/index.ts';
import type { BulkCommandName, CommandText } from '@reprise/contracts';
import { commandFacts } from '@reprise/contracts/command-facts';
import { count, plural } from '@reprise/web/shared/format.ts';

/** Number of jobs whose outcome is known. */
export const doneOf = ({ accepted, waiting, refused, failed }: BulkView): number =>
  accepted + waiting + refused + failed;

/** "Cancelling 240 jobs" while it runs, then "Cancel 240 jobs". */
export function titleOf({ command, total, finished_at }: BulkView): string {
  return labelOf(command, total, finished_at === null ? 'ongoing' : 'label');
}

/** "Cancel 240 jobs", "Change priority of 1 job". */
export function labelOf(command: BulkCommandName, total: number, word: 'label' | 'ongoing' = 'label'): string {
  const words: CommandText = commandFacts[command].text;
  return `${words[word]} ${words.ofJobs ? 'of ' : ''}${plural(total, 'job')}`;
}

/** Text about a command whose outcome the server lost. */
export const lostText = ({ total }: BulkView): string =>
  `stopped: the server was started again, and the command may have reached only some of ${plural(total, 'job')}. The audit has those that it reached.`;

/** "112 of 240 sent" while it runs, then "238 accepted, 2 wait for approval". */
export function bulkProgress(bulk: BulkView): string {
  const { total, accepted, waiting, refused, failed, finished_at } = bulk;
  if (finished_at === null) return `${count(doneOf(bulk))} of ${count(total)} sent`;
  const parts = [
    ...(accepted || !(waiting + refused + failed) ? [`${count(accepted)} accepted`] : []),
    ...(waiting ? [`${count(waiting)} ${waiting === 1 ? 'waits' : 'wait'} for approval`] : []),
    ...(refused ? [`${count(refused)} refused`] : []),
    ...(failed ? [`${count(failed)} failed`] : []),
  ];
  return parts.join(', ');
}
