import { commandTypes, type AuditEffect, type AuditEntry } from '@reprise/contracts';
import { leftWords } from '../attempt/deleted-results.ts';
import { capital, duration, plural, runnerName, shortDuration } from '../format.ts';
import type { IconName } from '../icons.ts';

export type Outcome = { icon: IconName; tone: string; turning?: boolean; word: string; detail: string };

const DID: Record<string, string> = {
  submitted: 'Submitted',
  cancel_requested: 'Cancelled',
  rerun_requested: 'Reran',
  resume_requested: 'Resumed',
  restart_requested: 'Restarted',
  pause_requested: 'Paused',
  unpause_requested: 'Unpaused',
  priority_changed: 'Changed the priority',
  attempt_claimed: 'Took attempt',
  attempt_started: 'Started attempt',
  attempt_succeeded: 'Ended attempt',
  attempt_failed: 'Ended attempt',
  attempt_cancelled: 'Stopped attempt',
  cancel_unconfirmed: 'Could not stop attempt',
  cleaned: 'Cleaned up',
  slot_taken: 'Took a slot for attempt',
  slot_released: 'Freed the slot of attempt',
  queue_paused: 'Paused the queue',
  queue_resumed: 'Resumed the queue',
  concurrency_limit_changed: 'Changed the limit',
};

/** What was done, in the past: "Cancelled", "Tried to rerun", "Started attempt 2". Unknown events by their name. */
export function didWords({ type, attempt, data }: AuditEntry): string {
  if (type.endsWith('_refused')) return `Tried to ${type.replace('_refused', '').replaceAll('_', ' ')}`;
  const did = DID[type] ?? capital(type.replaceAll('_', ' '));
  if (type.startsWith('task_')) return `${did}: ${text(data['process'])}`;
  return did.endsWith('attempt') && attempt !== null ? `${did} ${attempt}` : did;
}

/** Who did it: a person or a service by its name, a runner as people can tell it from others. */
export function whoWords({ actor }: AuditEntry): { name: string; machine: boolean } {
  const machine = actor.startsWith('runner:');
  return { name: machine ? runnerName(actor.slice('runner:'.length)) : actor, machine };
}

/** Whether it is what somebody asked for: where no reason was given then, that is said. */
export const isCommand = ({ type }: AuditEntry): boolean => commandTypes.includes(type);

/** What came of it; `null` where nothing is to come. */
export function outcomeWords(entry: AuditEntry): Outcome | null {
  const { type, outcome, data } = entry;
  if (outcome === 'refused')
    return { icon: 'shield-x', tone: 'refused', word: 'Refused', detail: text(data['detail']) };
  if (type === 'cancel_requested') return cancelOutcome(entry.effects.at(-1));
  if (outcome === 'accepted') return startOutcome(entry);
  if (outcome === 'started') return { ...RUNS, word: 'Running', detail: startedWords(data) };
  return outcome
    ? endWords({ type, message: text(data['message']) || null, duration_ms: number(data['duration_ms']) })
    : null;
}

const startedWords = (data: AuditEntry['data']): string =>
  [`Nextflow ${text(data['nextflow_version'])}`, leftWords(data)].filter(Boolean).join('. ');

const RUNS = { icon: 'circle-play', tone: 'running' } as const;

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
        detail: ended ? `${plural(ended, 'process', 'processes')} ended, 0 left` : '0 processes left',
      };
    case 'cancel_unconfirmed':
      return {
        icon: 'triangle-alert',
        tone: 'late',
        word: 'Not confirmed',
        detail: 'some processes could not be ended',
      };
    default: {
      const verb = effect.type === 'attempt_succeeded' ? 'completed' : 'failed';
      const detail = effect.cancel === 'too_late' ? `it had ${verb} by itself` : `it ${verb} meanwhile`;
      return { icon: 'clock', tone: 'late', word: 'Too late', detail };
    }
  }
}

const DONE = { icon: 'check', tone: 'completed' } as const;

function startOutcome({ attempt, effects }: AuditEntry): Outcome {
  const name = `attempt ${attempt ?? 1}`;
  const start = effects.find(({ type }) => type === 'attempt_started');
  const end = effects.findLast(({ type }) => type !== 'attempt_started');
  if (!start && !end) return { icon: 'circle-dashed', tone: 'pending', word: 'Waiting', detail: 'to be started' };
  const ended = end && endWords(end);
  const joint = end?.message ? ': ' : ' ';
  const after = ended ? `${name} ${ended.word.toLowerCase()}${joint}${ended.detail}`.trim() : `${name} runs`;
  if (!start) return { icon: 'ban', tone: 'cancelled', word: 'Never started', detail: after };
  return { ...DONE, word: took(start), detail: after };
}

function endWords({ type, message, duration_ms }: Pick<AuditEffect, 'type' | 'message' | 'duration_ms'>): Outcome {
  const after = duration_ms === null ? '' : `after ${duration(duration_ms)}`;
  switch (type) {
    case 'attempt_succeeded':
      return { icon: 'circle-check', tone: 'completed', word: 'Completed', detail: after };
    case 'attempt_cancelled':
      return { icon: 'ban', tone: 'cancelled', word: 'Cancelled', detail: after };
    case 'cancel_unconfirmed':
      return {
        icon: 'triangle-alert',
        tone: 'late',
        word: 'Not confirmed',
        detail: 'some processes could not be ended',
      };
    default:
      return { icon: 'circle-x', tone: 'failed', word: 'Failed', detail: message ?? after };
  }
}

const took = ({ after_ms }: AuditEffect): string =>
  after_ms === 0 ? 'Took effect at once' : `Took effect in ${shortDuration(after_ms)}`;
const text = (value: unknown): string => (typeof value === 'string' ? value : '');
const number = (value: unknown): number | null => (typeof value === 'number' ? value : null);
