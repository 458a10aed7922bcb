import type { HistoryEntry } from '@reprise/contracts';
import { leftWords } from '../../../shared/attempt/deleted-results.ts';
import { bytes, count, duration, plural, runnerName, shortDuration } from '../../../shared/format.ts';
import type { IconName } from '../../../shared/icons.ts';
import { skippedOutputs } from '../../../shared/attempt/skipped-outputs.ts';
import type { Effect } from './story.ts';

type Text = { t: string; b: boolean }[];
type Told = { icon: IconName; tone: string; text: Text; effects: Effect[] };

const bold = (t: string) => ({ t, b: true });
const plain = (t: string) => ({ t, b: false });
const text = (value: unknown): string => (typeof value === 'string' ? value : '');
const number = (value: unknown): number | null => (typeof value === 'number' ? value : null);
const size = (value: unknown): number => (Array.isArray(value) ? value.length : 0);
/** Of a list too long for an event, its manifest tells how many. */
const outputsIn = ({ outputs, outputs_manifest }: HistoryEntry['data']): number =>
  (outputs_manifest as { count: number } | undefined)?.count ?? size(outputs);

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

/** A cancel, and where it has ended the attempt, how soon and what. */
export function cancelWords(entry: HistoryEntry, ended: HistoryEntry | undefined): Told {
  const look = { icon: 'octagon-x' as const, tone: 'cancelling' };
  if (!ended) return { ...look, text: commandWords(entry), effects: [] };
  const later = `${shortDuration(Math.max(1, Date.parse(ended.at) - Date.parse(entry.at)))} later`;
  return {
    ...look,
    text: [bold(entry.actor), plain(' cancelled this')],
    effects: [done(`${later} ${hadEnded(number(ended.data['processes_ended']) ?? 0)}`)],
  };
}

function hadEnded(processes: number): string {
  if (processes === 0) return 'it was over, and no process had to be ended';
  return processes === 1 ? 'its one process had ended' : `all ${count(processes)} processes had ended`;
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
        effects: [
          ...tooLate(data),
          done(`${plural(outputsIn(data), 'result file')}, checksums kept`),
          ...notRead(data),
        ],
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
        icon: 'trash',
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

function notRead(data: HistoryEntry['data']): Effect[] {
  const { files, count: all } = skippedOutputs(data);
  const [first] = files;
  if (!first) return [];
  const which = all === 1 ? '1 result could not be read' : `${count(all)} results could not be read, the first`;
  return [{ icon: 'triangle-alert', tone: 'late', text: `${which}: ${first.path} (${first.reason})` }];
}

function resultsLeft(data: HistoryEntry['data']): Effect[] {
  const left = leftWords(data);
  return left ? [{ icon: 'triangle-alert', tone: 'late', text: left }] : [];
}

/** What an event adds to the command that began its attempt. */
export function startWords({ type, at, data }: HistoryEntry, command: HistoryEntry): Effect | Effect[] | null {
  const waited = shortDuration(Math.max(0, Date.parse(at) - Date.parse(command.at)));
  switch (type) {
    case 'attempt_claimed':
      return done(`${runnerName(text(data['runner_id']))} took it after ${waited}`);
    case 'attempt_started':
      return [done(`Nextflow ${text(data['nextflow_version'])} started after ${waited}`), ...resultsLeft(data)];
    case 'inputs_observed': {
      const of = (data['inputs_manifest'] as { count: number } | undefined)?.count ?? size(data['inputs']);
      return done(`${plural(of, 'input file')} looked at, checksums kept`);
    }
    case 'session_observed':
      return command.type === 'resume_requested' ? done(`Same session ${text(data['session_id']).slice(0, 8)}`) : null;
    default:
      return null;
  }
}
