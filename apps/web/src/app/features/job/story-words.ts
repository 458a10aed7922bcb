import type { HistoryEntry } from '@reprise/contracts';
import { bytes, duration, plural, shortDuration } from '../../shared/format.ts';
import type { IconName } from '../../shared/icons.ts';

export type Effect = { icon: IconName; tone: string; text: string };
type Text = { t: string; b: boolean }[];
type Told = { icon: IconName; tone: string; text: Text; effects: Effect[] };

const bold = (t: string) => ({ t, b: true });
const plain = (t: string) => ({ t, b: false });
const text = (value: unknown): string => (typeof value === 'string' ? value : '');
const number = (value: unknown): number | null => (typeof value === 'number' ? value : null);
const size = (value: unknown): number => (Array.isArray(value) ? value.length : 0);

const DID: Record<string, string> = {
  submitted: 'submitted this',
  rerun_requested: 'asked for a rerun from scratch',
  resume_requested: 'resumed this',
  restart_requested: 'restarted this from a step',
  cancel_requested: 'asked to cancel this',
  pause_requested: 'asked to pause this',
  unpause_requested: 'asked to go on',
};

/** What a person did. An event this page does not know yet is told by its name. */
export function commandWords(entry: HistoryEntry): Text {
  return [bold(entry.actor), plain(` ${DID[entry.type] ?? entry.type.replaceAll('_', ' ')}`)];
}

const TRIED: Record<string, string> = { cancel_refused: 'cancel', rerun_refused: 'rerun', resume_refused: 'resume' };

export function refusedWords(entry: HistoryEntry): { text: Text; effects: Effect[] } {
  return {
    text: [bold(entry.actor), plain(` tried to ${TRIED[entry.type] ?? entry.type.replace('_refused', '')} this`)],
    effects: [{ icon: 'shield-x', tone: 'refused', text: `Refused: ${text(entry.data['detail'])}` }],
  };
}

/** What the runner saw of an attempt's end, and what it cleaned. */
export function endingWords({ type, data }: HistoryEntry): Told | null {
  switch (type) {
    case 'attempt_succeeded':
      return {
        icon: 'circle-check',
        tone: 'completed',
        text: [bold('The job completed'), plain(after(data['duration_ms']))],
        effects: [...tooLate(data), done(`${plural(size(data['outputs']), 'result file')}, checksums kept`)],
      };
    case 'attempt_failed':
      return {
        icon: 'circle-x',
        tone: 'failed',
        text: [bold('The job failed'), plain(`: ${text(data['message'])}`)],
        effects: [...tooLate(data), done(processes(data['processes_ended']))],
      };
    case 'attempt_cancelled':
      return {
        icon: 'ban',
        tone: 'cancelled',
        text: [bold('The job was cancelled')],
        effects: [done(processes(data['processes_ended']))],
      };
    case 'cancel_unconfirmed':
      return {
        icon: 'triangle-alert',
        tone: 'late',
        text: [bold('Some processes could not be ended')],
        effects: [
          { icon: 'info', tone: 'late', text: `Still there: ${plural(size(data['pids']), 'process', 'processes')}` },
        ],
      };
    case 'cleaned':
      return {
        icon: 'trash-2',
        tone: 'pending',
        text: [bold(text(data['by']) || 'Reprise'), plain(` cleaned up: ${bytes(number(data['bytes']) ?? 0)}`)],
        effects:
          data['resume_possible'] === false
            ? [{ icon: 'info', tone: 'late', text: 'A resume is no longer possible' }]
            : [],
      };
    default:
      return null;
  }
}

const after = (ms: unknown): string => (number(ms) === null ? '' : ` after ${duration(number(ms)!)}`);
const done = (t: string): Effect => ({ icon: 'check', tone: 'completed', text: t });
const processes = (ended: unknown): string =>
  number(ended) ? `${plural(number(ended)!, 'process', 'processes')} ended, 0 left` : '0 processes left';
const tooLate = (data: HistoryEntry['data']): Effect[] =>
  data['cancel'] === 'too_late'
    ? [{ icon: 'clock', tone: 'late', text: 'The cancel came too late: it had already ended' }]
    : [];

/** What an event adds to the command that began the attempt. */
export function absorbed({ type, at, data }: HistoryEntry, since: string, command: string): Effect | null {
  const waited = shortDuration(Math.max(0, Date.parse(at) - Date.parse(since)));
  switch (type) {
    case 'attempt_claimed':
      return done(`${text(data['runner_id'])} took it after ${waited}`);
    case 'attempt_started':
      return done(`Nextflow ${text(data['nextflow_version'])} started after ${waited}`);
    case 'session_observed':
      return command === 'resume_requested' ? done(`Same session ${text(data['session_id']).slice(0, 8)}`) : null;
    default:
      return null;
  }
}

const VERB: Record<string, string> = {
  cached: 'taken from before',
  ran: 'finished',
  aborted: 'stopped',
  failed: 'failed',
  retried: 'tried again',
};
const ICON: Record<string, { icon: IconName; tone: string }> = {
  cached: { icon: 'layers', tone: 'cached' },
  retried: { icon: 'repeat', tone: 'retried' },
  failed: { icon: 'circle-x', tone: 'failed' },
  aborted: { icon: 'circle-minus', tone: 'aborted' },
  ran: { icon: 'circle-check', tone: 'completed' },
};

/** A run of task events as one sentence. */
export function taskWords(kind: string, events: HistoryEntry[]): { icon: IconName; tone: string; text: Text } {
  if (kind === 'failed' || kind === 'retried') return { ...ICON[kind]!, text: tryWords(kind, events) };
  const ended = events.filter(({ type }) => type !== 'task_submitted' && type !== 'task_started');
  if (!ended.length) return { icon: 'loader-circle', tone: 'running', text: [bold(steps(events)), plain(' started')] };
  const names = new Set(ended.map(stepOf));
  const counted = names.size === ended.length ? plural(names.size, 'step') : plural(ended.length, 'task');
  return { ...ICON[kind]!, text: [plain(`${counted} ${VERB[kind]}: `), bold(steps(ended))] };
}

function tryWords(kind: string, events: HistoryEntry[]): Text {
  const exit = number(events.at(-1)?.data['exit_code']);
  const why = exit === null ? '' : ` with exit ${exit}`;
  const many = events.length > 1 ? `, ${events.length} times` : '';
  return [
    bold(steps(events)),
    plain(kind === 'failed' ? ` failed${why}${many}` : ` failed${why} and was tried again${many}`),
  ];
}

const stepOf = ({ data }: HistoryEntry): string => text(data['step']) || text(data['process']);
const NAMED = 4;
function steps(events: HistoryEntry[]): string {
  const names = [...new Set(events.map(stepOf))];
  return names.length > NAMED
    ? `${names.slice(0, NAMED).join(', ')} and ${names.length - NAMED} more`
    : names.join(', ');
}
