import {
  abandon,
  cancel,
  commandOf,
  isEndingEvent,
  isRefusedEntry,
  isUnchangedEntry,
  typedEntry,
  unpause,
  type AuditEffect,
  type AuditEntry,
  type AuditOutcome,
  type DataOf,
  type EventType,
  type Typed,
} from '@reprise/contracts';
import { endedOrUnknownText } from '@reprise/contracts/executor-text';
import { leftText } from '../attempt/results/deleted-results.ts';
import { CLEAN_TARGETS } from './clean-text.ts';
import { tookText } from '../attempt/took-text.ts';
import { withShownStatus } from '../status/refusal-status.ts';
import { capital, plural, shortDuration } from '../format.ts';
import type { IconName } from '../parts/icons.ts';
import { classWord, nameOfVariant } from './class-text.ts';
import { accessAction, accessDetail } from './access-text.ts';
import { inputOutcome } from './input-text.ts';

type Outcome = { icon: IconName; tone: string; turning?: boolean; word: string; detail: string };

/** The outcome so far; `null` for an entry without one. */
export function outcomeText(entry: AuditEntry): Outcome | null {
  const typed = typedEntry(entry);
  if (isRefusedEntry(typed))
    return {
      icon: 'shield-x',
      tone: 'refused',
      word: 'Refused',
      detail: withShownStatus(typed.data.detail, null, entry.ended_as),
    };
  if (isUnchangedEntry(typed)) return { ...UNCHANGED, word: 'Nothing changed', detail: typed.data.detail };
  if (accessAction(entry.type) !== undefined) return accessOutcome(typed);
  const input = inputOutcome(typed);
  if (input) return { ...(input.word === 'Rejected' ? REJECTED : DONE), ...input };
  if (entry.type === cancel.accepted || entry.type === cancel.joined) return cancelOutcome(entry.effects.at(-1));
  if (entry.type === abandon.accepted) return abandonOutcome(entry.effects);
  if (typed.type === 'variant_classified' || typed.type === 'variant_signed')
    return { ...DONE, word: classWord(typed.data.class), detail: nameOfVariant(typed.data) };
  if (entry.outcome === 'accepted') return acceptedOutcome(entry);
  switch (typed.type) {
    case 'attempt_started':
      return { ...RUNS, word: 'Running', detail: startedText(typed.data) };
    case 'attempt_failed':
    case 'attempt_succeeded':
    case 'attempt_cancelled':
      return endText({ message: null, ...typed.data, type: typed.type, paused_ms: entry.paused_ms });
    default:
      // For an event from a later release, only the outcome is known.
      if (entry.outcome === 'refused') return { icon: 'shield-x', tone: 'refused', word: 'Refused', detail: '' };
      if (entry.outcome === 'unchanged') return { ...UNCHANGED, word: 'Nothing changed', detail: '' };
      if (entry.outcome === 'started') return { ...RUNS, word: 'Running', detail: '' };
      return entry.outcome ? endText({ ...NO_DATA, type: ENDED[entry.outcome] ?? entry.type }) : null;
  }
}

const NO_DATA = { message: null, duration_ms: null, paused_ms: null };
const ENDED: Partial<Record<AuditOutcome, EventType>> = {
  succeeded: 'attempt_succeeded',
  cancelled: 'attempt_cancelled',
};

const UNCHANGED = { icon: 'circle-dashed', tone: 'pending' } as const;
const REJECTED = { icon: 'circle-x', tone: 'failed' } as const;
const DENIED = { icon: 'shield-x', tone: 'refused' } as const;

function accessOutcome(entry: Typed<AuditEntry>): Outcome | null {
  const detail = accessDetail(entry);
  if (entry.type === 'access_denied') return { ...DENIED, word: 'Refused', detail };
  if (entry.type === 'sign_in_failed') return { ...DENIED, word: 'Rejected', detail };
  return detail ? { ...DONE, word: capital(detail), detail: '' } : null;
}

const startedText = (data: DataOf<'attempt_started'>): string =>
  [`Nextflow ${data.nextflow_version}`, leftText(data)].filter(Boolean).join('. ');

const RUNS = { icon: 'circle-play', tone: 'running' } as const;
const NOT_CONFIRMED: Outcome = {
  icon: 'triangle-alert',
  tone: 'late',
  word: 'Not confirmed',
  detail: 'not every task is proven to have ended',
};

function abandonOutcome(effects: readonly AuditEffect[]): Outcome {
  const proven = effects.find(({ type }) => type === 'end_proven');
  if (!proven) return { ...NOT_CONFIRMED, word: 'Ended unproven', detail: 'its runner keeps asking' };
  return { ...DONE, word: 'Proven', detail: `nothing of it was left after ${shortDuration(proven.after_ms)}` };
}

function cancelOutcome(effect: AuditEffect | undefined): Outcome {
  if (!effect)
    return {
      icon: 'loader-circle',
      turning: true,
      tone: 'running',
      word: 'Waiting',
      detail: 'for the processes to end',
    };
  const ended = effect.processes_ended ?? 0;
  switch (effect.type) {
    case 'attempt_cancelled':
      return {
        ...DONE,
        word: took(effect),
        detail: [
          ended ? `${plural(ended, 'process', 'processes')} ended, 0 left` : '0 processes left',
          ...effect.executors.map(endedOrUnknownText),
        ].join(', '),
      };
    case 'cancel_unconfirmed':
      return NOT_CONFIRMED;
    default: {
      if (effect.cause === 'abandoned') return { ...NOT_CONFIRMED, word: 'Abandoned' };
      const verb = effect.type === 'attempt_succeeded' ? 'completed' : 'failed';
      const detail = effect.cancel === 'too_late' ? `it had ${verb} by itself` : `it ${verb} meanwhile`;
      return { icon: 'clock', tone: 'late', word: 'Too late', detail };
    }
  }
}

const DONE = { icon: 'check', tone: 'completed' } as const;

/**
 * Returns a command's outcome. It depends on the event that, according to the catalogue, completes the command: a
 * started attempt, something else, or nothing.
 */
function acceptedOutcome(entry: AuditEntry): Outcome {
  const command = commandOf(entry.type);
  if (!command) return { ...DONE, word: 'Accepted', detail: '' };
  if (command.effects.length === 0) return { ...DONE, word: 'Took effect at once', detail: '' };
  return command.effects.some((type) => type === 'attempt_started') ? startOutcome(entry) : answeredOutcome(entry);
}

/**
 * Returns the outcome of a command that neither starts nor ends the attempt: the attempt is paused or continues, or its
 * files are deleted.
 */
function answeredOutcome(entry: AuditEntry): Outcome {
  const { type, attempt, effects } = entry;
  const answer = effects.find((effect) => !isEndingEvent(effect.type) && effect.type !== 'cancel_unconfirmed');
  if (answer?.type === 'clean_failed')
    return { icon: 'circle-x', tone: 'failed', word: 'Failed', detail: answer.message ?? '' };
  if (answer) return { ...DONE, word: took(answer), detail: deletedText(entry) };
  const end = effects.find((effect) => isEndingEvent(effect.type));
  // No event follows an unpause that reverts a pause.
  const isUnpause = type === unpause.accepted;
  if (end && !isUnpause) return { icon: 'clock', tone: 'late', word: 'No effect', detail: endedDetail(attempt, end) };
  return { icon: 'circle-dashed', tone: 'pending', word: 'Accepted', detail: isUnpause ? '' : 'no effect yet' };
}

/** Text about what a clean deleted: "deleted: the results"; empty for other commands. */
function deletedText(entry: AuditEntry): string {
  const typed = typedEntry(entry);
  if (typed.type !== 'clean_requested') return '';
  const { storage_id, what } = typed.data;
  return `deleted: ${storage_id === undefined ? CLEAN_TARGETS[what] : `what a rerun left on ${storage_id}`}`;
}

function startOutcome({ attempt, effects }: AuditEntry): Outcome {
  const start = effects.find(({ type }) => type === 'attempt_started');
  const end = effects.findLast(({ type }) => type !== 'attempt_started');
  if (!start && !end) return { icon: 'circle-dashed', tone: 'pending', word: 'Waiting', detail: 'to be started' };
  const after = end ? endedDetail(attempt, end) : `attempt ${attempt ?? 1} runs`;
  if (!start) return { icon: 'ban', tone: 'cancelled', word: 'Never started', detail: after };
  return { ...DONE, word: took(start), detail: after };
}

/** "attempt 2 failed: CALL ended with exit code 137." */
function endedDetail(attempt: number | null, end: AuditEffect): string {
  const { word, detail } = endText(end);
  return `attempt ${attempt ?? 1} ${word.toLowerCase()}${end.message ? ': ' : ' '}${detail}`.trim();
}

type End = Pick<AuditEffect, 'type' | 'message' | 'duration_ms' | 'paused_ms'>;

function endText({ type, message, duration_ms, paused_ms }: End): Outcome {
  const after = duration_ms === null ? '' : `after ${tookText({ duration_ms, paused_ms: paused_ms ?? 0 })}`;
  switch (type) {
    case 'attempt_succeeded':
      return { icon: 'circle-check', tone: 'completed', word: 'Completed', detail: after };
    case 'attempt_cancelled':
      return { icon: 'ban', tone: 'cancelled', word: 'Cancelled', detail: after };
    case 'cancel_unconfirmed':
      return NOT_CONFIRMED;
    default:
      return { icon: 'circle-x', tone: 'failed', word: 'Failed', detail: message || after };
  }
}

const took = ({ after_ms }: AuditEffect): string =>
  after_ms === 0 ? 'Took effect at once' : `Took effect in ${shortDuration(after_ms)}`;
