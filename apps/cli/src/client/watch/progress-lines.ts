import type { JobView } from '@reprise/contracts';
import { elapsedText } from '@reprise/contracts/durations';
import type { Frozen } from '@reprise/contracts/frozen-times';
import { oneLine, truncated } from '../terminal/table.ts';
import type { Terminal } from '../terminal/terminal.ts';
import { paintStatus, statusWord } from '../terminal/words.ts';
import { stepLines } from './step-lines.ts';

/** Number of terminal rows that are left free, for the cursor's line and one above it. */
const SPARE_ROWS = 3;

/**
 * Returns the lines for a watched job: its status, then its steps (the last ones if not all fit). @param frozen when
 * the job was frozen
 */
export function progressLines(
  job: JobView,
  terminal: Pick<Terminal, 'paint' | 'width' | 'height'>,
  now: number,
  frozen: readonly Frozen[] = [],
): string[] {
  const { paint, width, height } = terminal;
  const took = elapsedText(job, now);
  const word = statusWord(job);
  const attempt = job.attempt > 1 ? `, attempt ${String(job.attempt)}` : '';
  const rest = `${took === '' ? '' : `, ${took}`}${attempt}${queued(job)}`;
  const name = truncated(oneLine(job.sample_name), Math.max(10, width - word.length - rest.length - 2));
  const [titles, ...steps] = stepLines(job, terminal, now, frozen);
  const shown = steps.length > height - SPARE_ROWS ? steps.slice(-(height - SPARE_ROWS)) : steps;
  const head = `${paint('bold', name)}: ${paintStatus(paint, word)}${rest}`;
  return steps.length === 0 ? [head] : [head, paint('dim', titles!), ...shown];
}

const queued = ({ status, queue_position }: JobView): string =>
  status === 'pending' && queue_position !== null ? `, ${String(queue_position)}. in the queue` : '';
