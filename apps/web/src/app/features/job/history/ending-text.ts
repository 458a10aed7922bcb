import type { CancelCleanTarget, DataOf, TypedHistoryEntry } from '@reprise/contracts';
import { endedText as endedElsewhere, executorNames, provenText } from '@reprise/contracts/executor-text';
import { bytes, capital, clockTime, count, plural, shortDuration } from '../../../shared/format.ts';
import { skippedOutputs } from '../../../shared/attempt/results/skipped-outputs.ts';
import { lastSeenText } from '../../../shared/attempt/executors/unproven-text.ts';
import { tookText } from '../../../shared/attempt/took-text.ts';
import { bold, done, plain, type TrailEffect, type TrailText } from './trail-item.ts';

type Ending = { cancel?: 'too_late' | undefined };

/** Facts that only the history contains. */
type Context = {
  /** Milliseconds during which the attempt was paused. */
  readonly paused_ms: number;
  /** When the cancel that ended the attempt was requested; null if unknown. */
  readonly cancelled_at: string | null;
  /** Whether the attempt completed, so that there is nothing to resume. */
  readonly completed: boolean;
};

/** How an attempt ended, or what was cleaned up afterwards; null for other events. */
export function endingText(
  { type, at, data }: TypedHistoryEntry,
  { paused_ms, cancelled_at, completed }: Context = { paused_ms: 0, cancelled_at: null, completed: false },
): TrailText | null {
  switch (type) {
    case 'attempt_succeeded':
      return {
        icon: 'circle-check',
        tone: 'completed',
        text: [bold('The job completed'), plain(` after ${tookText({ duration_ms: data.duration_ms, paused_ms })}`)],
        effects: [...tooLate(data), done(resultsText(data)), ...unreadable(data), ...warningEffects(data)],
      };
    case 'attempt_failed':
      if (data.cause === 'abandoned') return abandonedText(data);
      return {
        icon: 'circle-x',
        tone: 'failed',
        text: [bold('The job failed'), plain(`: ${data.message}`)],
        effects: [...tooLate(data), leftText(data), ...executorEffects(data)],
      };
    case 'attempt_cancelled':
      return {
        icon: 'ban',
        tone: 'cancelled',
        text: [bold('The job was cancelled')],
        effects: [
          done(endedText(data.processes_ended) + afterCancel(at, cancelled_at)),
          ...executorEffects(data),
          ...cleanText(data),
        ],
      };
    case 'cancel_unconfirmed':
      return {
        icon: 'triangle-alert',
        tone: 'late',
        text: [
          bold(data.pids.length > 0 ? 'Some processes could not be ended' : 'Not every task is proven to have ended'),
        ],
        effects: stillThere(data),
      };
    case 'end_proven':
      return {
        icon: 'shield-check',
        tone: 'completed',
        text: [bold('Nothing of it is left'), plain(': it can be resumed, rerun and cleaned again')],
        effects: executorEffects(data),
      };
    case 'cleaned':
      return {
        icon: 'trash',
        tone: 'pending',
        // The previous entry contains the requester or policy. A name reported only by the runner proves nothing.
        text: [bold('Files were deleted'), plain(`: ${bytes(data.bytes)}`)],
        effects: data.resume_possible ? [] : [late(`${lostBy(completed)} is no longer possible`)],
      };
    default:
      return null;
  }
}

/** Text for the end of an abandoned attempt, with the tasks that are not proven to have ended. */
function abandonedText({ unproven = [] }: DataOf<'attempt_failed'>): TrailText {
  const lastSeen = lastSeenText(unproven);
  return {
    icon: 'circle-minus',
    tone: 'failed',
    text: [bold('The job ended as failed'), plain(': that its tasks have ended is not proven')],
    effects: [
      ...unproven.map(({ message }) => late(message)),
      ...(lastSeen === '' ? [] : [late(`Last seen alive: ${lastSeen}`)]),
    ],
  };
}

/** The processes of a failed attempt. Unknown for a lost runner. */
const leftText = ({ cause, processes_ended }: DataOf<'attempt_failed'>): TrailEffect =>
  cause === 'runner_lost'
    ? { icon: 'info', tone: 'late', text: 'Whether its processes ended is not known' }
    : done(endedText(processes_ended));

/** Lines about what a cancel left behind, or about tasks that may still exist. */
const stillThere = ({ pids, executors = [] }: DataOf<'cancel_unconfirmed'>): TrailEffect[] => [
  ...(pids.length > 0 ? [late(`Still there: ${plural(pids.length, 'process', 'processes')}`)] : []),
  ...executors.map(({ message }) => late(message)),
];

/** Text about the loss of an attempt that has no work dir. */
const lostBy = (completed: boolean): string =>
  completed ? 'A restart from a step' : 'A resume or restart from a step';

const late = (text: string): TrailEffect => ({ icon: 'info', tone: 'late', text });

/** "20 Slurm jobs cancelled, none left: 812, … (asked at 10:03:01, confirmed at 10:03:04)", or that it was not queried. */
const executorEffects = ({ executors = [] }: Pick<DataOf<'attempt_cancelled'>, 'executors'>): TrailEffect[] =>
  executors.map((executor) => {
    const words = endedElsewhere(executor);
    const where = executorNames([executor.name]);
    return words === null
      ? late(`Whether tasks are left on ${where} is not known: it cannot be asked`)
      : done(capital(words) + provenText(executor, clockTime));
  });

const endedText = (processes: number): string =>
  processes ? `${plural(processes, 'process', 'processes')} ended, 0 left` : '0 processes left';

/** ", 0.2 s after the cancel"; empty if the two clocks contradict it. */
function afterCancel(at: string, cancelled_at: string | null): string {
  const ms = cancelled_at === null ? -1 : Date.parse(at) - Date.parse(cancelled_at);
  return ms < 0 ? '' : `, ${shortDuration(ms)} after the cancel`;
}

/** Files that are deleted after a cancel, and the policy that demands it. */
const cleanText = ({ clean }: DataOf<'attempt_cancelled'>): TrailEffect[] =>
  clean ? [{ icon: 'trash', tone: 'pending', text: `Deleted next, by ${clean.rule}: ${CLEANED[clean.what]}` }] : [];

const CLEANED: Record<CancelCleanTarget, string> = {
  partial_outputs: 'partial results and unfinished tasks',
  all_but_resume: 'all that a resume does not need',
};

const tooLate = ({ cancel }: Ending): TrailEffect[] =>
  cancel === 'too_late'
    ? [{ icon: 'clock', tone: 'late', text: 'The cancel came too late: it had already ended' }]
    : [];

function resultsText({ outputs, outputs_manifest }: DataOf<'attempt_succeeded'>): string {
  const files = outputs_manifest?.count ?? outputs.length;
  return files === 0 ? 'No file was recorded as a result' : `${plural(files, 'result file')}, checksums kept`;
}

/** Lines about incomplete parts of the run. */
const warningEffects = ({ warnings = [] }: DataOf<'attempt_succeeded'>): TrailEffect[] =>
  warnings.map(({ message }) => ({ icon: 'triangle-alert', tone: 'late', text: message }));

function unreadable(data: DataOf<'attempt_succeeded'>): TrailEffect[] {
  const { files, count: all } = skippedOutputs(data);
  const [first] = files;
  if (!first) return [];
  const which = all === 1 ? '1 result was not read' : `${count(all)} results were not read, the first`;
  return [{ icon: 'triangle-alert', tone: 'late', text: `${which}: ${first.path} (${first.reason})` }];
}
