import type { FailureView } from '@reprise/contracts';
import { count } from '../../../shared/format.ts';

type Lines = Pick<FailureView, 'stderr_tail' | 'excerpt'>;

/** Range of the lines to show: the last ones, or those around the line that names the cause. */
export function shownLines({ stderr_tail, excerpt }: Lines, most: number): [from: number, to: number] {
  const last = Math.max(0, stderr_tail.length - most);
  const cause = excerpt?.cause_line == null ? null : excerpt.cause_line - excerpt.first_line;
  const from = cause === null ? last : Math.min(last, Math.max(0, cause - Math.floor(most / 2)));
  return [from, from + most];
}

/** "stderr, 12 of 561 lines" */
export function printedTitle({ stderr_tail, excerpt }: Lines, shown: number): string {
  const [stream, all] = excerpt ? [excerpt.stream, excerpt.lines] : ['stderr', stderr_tail.length];
  return shown < all ? `${stream}, ${shown} of ${count(all)} lines` : stream;
}
