import type { JobView } from '@reprise/contracts';
import type { Frozen } from '@reprise/contracts/frozen-times';
import { warningText } from '@reprise/contracts/warning-text';
import { EXIT } from '../cli-error.ts';
import type { Connection } from '../connection/connection.ts';
import { frozenBefore } from '../connection/frozen-before.ts';
import { followJob } from '../connection/follow-job.ts';
import type { Context } from '../context.ts';
import { shortIds } from '../terminal/job-ids.ts';
import { statusWord } from '../terminal/words.ts';
import { changesBetween } from './changes-between.ts';
import { LiveBlock } from './live-block.ts';
import { printedLines } from './printed-lines.ts';
import { progressLines } from './progress-lines.ts';

type Job = JobView;

export interface WatchOptions {
  readonly jobId: string;
  /** Whether a line of JSON is printed each time the job changes. */
  readonly json: boolean;
  readonly minSeq?: number;
}

const REDRAW_MS = 1000;

/** Shows a job until it has ended. @returns the exit code for its outcome, or the one for an interruption */
export async function watchJob(context: Context, connection: Connection, options: WatchOptions): Promise<number> {
  const { terminal, signal, now } = context;
  const { jobId, json, minSeq } = options;
  const block = terminal.isTty && !json ? new LiveBlock((text) => terminal.write(text)) : null;
  let job: Job | undefined;
  let frozen: readonly Frozen[] = [];
  const draw = () => job && block?.show(progressLines(job, terminal, now(), frozen));
  const timer = block && setInterval(draw, REDRAW_MS);
  const onLost = () => terminal.err('The connection was lost; trying again. The job continues.');
  try {
    for await (const next of followJob(connection, jobId, {
      signal,
      onLost,
      ...(minSeq !== undefined && { minSeq }),
    })) {
      if (json) terminal.out(JSON.stringify(next));
      else if (!block) for (const line of changesBetween(job, next)) terminal.out(line);
      // A pause that is over does not count toward the time of any step.
      if (block && next.paused_ms > 0 && next.paused_ms !== job?.paused_ms)
        frozen = await frozenBefore(connection, jobId, now()).catch(() => frozen);
      job = next;
      draw();
      if (hasEnded(job)) return tellEnd(job, context, json);
    }
  } finally {
    clearInterval(timer ?? undefined);
    block?.end();
  }
  const short = shortIds([])(jobId);
  terminal.err(`\nNo longer watching; the job continues. To end it: reprise cancel ${short}`);
  return EXIT.interrupted;
}

/** Whether nothing else will happen without a command: no clean and no automatic resume. */
const hasEnded = ({ status, pending_action, automatic_resume }: Job) =>
  (status === 'completed' || status === 'failed') && pending_action === null && automatic_resume?.state !== 'due';

function tellEnd(job: Job, { terminal }: Context, json: boolean): number {
  const word = statusWord(job);
  const warning = warningText(job);
  if (!json && warning !== null) terminal.err(warning);
  if (word === 'completed') return EXIT.ok;
  if (!json && job.error_message) terminal.err(job.error_message);
  if (word === 'cancelled') return EXIT.cancelled;
  if (!json && job.failure) for (const line of printedLines(job.failure)) terminal.err(line);
  return EXIT.failed;
}
