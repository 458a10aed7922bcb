import type { EntryOf, TaskType } from '@reprise/contracts';
import { ranAgainText } from '../../../shared/attempt/cache-text.ts';
import { count, duration, plural } from '../../../shared/format.ts';
import type { IconName } from '../../../shared/parts/icons.ts';
import { bold, plain, type TextPart, type TrailEffect, type TrailText } from './trail-item.ts';

type TaskEntry = EntryOf<TaskType>;
type State = 'failed' | 'ignored' | 'aborted' | 'open' | 'retried' | 'completed' | 'cached';

const STATES: Record<TaskType, State> = {
  task_submitted: 'open',
  task_started: 'open',
  task_cache_missed: 'open',
  task_completed: 'completed',
  task_cached: 'cached',
  task_failed: 'failed',
  task_retried: 'retried',
  task_aborted: 'aborted',
};

/** Appearance of a step: the first of these states that one of its tasks has. */
const LOOKS: readonly (readonly [State, { icon: IconName; tone: string }])[] = [
  ['failed', { icon: 'circle-x', tone: 'failed' }],
  ['aborted', { icon: 'circle-minus', tone: 'aborted' }],
  ['open', { icon: 'circle-play', tone: 'running' }],
  ['completed', { icon: 'circle-check', tone: 'completed' }],
  ['ignored', { icon: 'circle-x', tone: 'failed' }],
  ['cached', { icon: 'layers', tone: 'cached' }],
  ['retried', { icon: 'repeat', tone: 'retried' }],
];

const DID_NOT_END = { icon: 'circle-minus', tone: 'aborted' } as const;

/** The task events of a step as a sentence. `ended`: whether the attempt has ended. */
export function stepText(events: readonly TaskEntry[], ended: boolean): TrailText {
  const tasks = new Map(events.map((event) => [event.data.hash, event]));
  const in_ = (state: State) => [...tasks.values()].filter((event) => stateOf(event) === state);
  const [state, look] = LOOKS.find(([each]) => in_(each).length > 0) ?? LOOKS[0]!;
  const said = partsOf(in_, ended);
  return {
    ...(state === 'open' && ended ? DID_NOT_END : look),
    text: [bold(events[0]?.data.step ?? ''), plain(wordsOf(said))],
    effects: [...ranAgain(events), ...repeated(in_('retried')), ...recordedLate(events, tasks.size)],
  };
}

const stateOf = ({ type, data }: TaskEntry): State =>
  type === 'task_failed' && data.error_action === 'IGNORE' ? 'ignored' : STATES[type];

type Part = { count: number; verb: string };

function partsOf(in_: (state: State) => TaskEntry[], ended: boolean): Part[] {
  const parts: Part[] = [
    { count: in_('completed').length, verb: 'finished' },
    { count: in_('cached').length, verb: 'taken from before' },
    { count: in_('failed').length, verb: `failed${exitText(in_('failed'))}` },
    { count: in_('ignored').length, verb: `failed${exitText(in_('ignored'))}, and the pipeline continues` },
    { count: in_('aborted').length, verb: 'stopped' },
    { count: in_('open').length, verb: ended ? 'did not end' : 'started' },
  ];
  return parts.filter((part) => part.count > 0);
}

/** " finished" for one task, ": 2 tasks finished, 1 failed with exit 137" for several. */
function wordsOf(parts: readonly Part[]): string {
  const all = parts.reduce((sum, part) => sum + part.count, 0);
  if (all === 0) return ' is tried again';
  if (all === 1) return ` ${parts[0]!.verb}`;
  return `: ${parts.map((part, i) => `${i === 0 ? plural(part.count, 'task') : count(part.count)} ${part.verb}`).join(', ')}`;
}

function exitText(events: readonly TaskEntry[]): string {
  const exits = [...new Set(events.map(({ data }) => data.exit_code))];
  const [exit] = exits;
  return exits.length === 1 && exit != null ? ` with exit ${exit}` : '';
}

function ranAgain(events: readonly TaskEntry[]): TrailEffect[] {
  const text = ranAgainText(events.flatMap(({ type, data }) => (type === 'task_cache_missed' ? data : [])));
  return text ? [{ icon: 'layers', tone: 'late', text }] : [];
}

function repeated(tries: readonly TaskEntry[]): TrailEffect[] {
  if (tries.length === 0) return [];
  const text = `${plural(tries.length, 'try', 'tries')} failed${exitText(tries)} and ${tries.length === 1 ? 'was' : 'were'} repeated`;
  return [{ icon: 'repeat', tone: 'retried', text }];
}

/** Minimum time, in milliseconds, between the end of a task and its record for which the delay is mentioned. */
const LATE_MS = 10_000;

/** Note that the last task had ended earlier, while its runner or the log was unreachable. */
function recordedLate(events: readonly TaskEntry[], tasks: number): TrailEffect[] {
  const last = events.at(-1);
  const late = last?.data.completed_at ? Date.parse(last.at) - Date.parse(last.data.completed_at) : 0;
  if (late < LATE_MS) return [];
  const text = `${tasks === 1 ? 'It' : 'The last of them'} ended ${duration(late)} before this was recorded`;
  return [{ icon: 'clock', tone: 'late', text }];
}

const VERBS: Record<TaskType, string> = {
  task_submitted: 'submitted',
  task_started: 'started',
  task_cached: 'taken from before',
  task_cache_missed: 'not in the cache',
  task_completed: 'finished',
  task_failed: 'failed',
  task_retried: 'failed, tried again',
  task_aborted: 'stopped',
};

/** One event of a task: "L002 failed with exit 137". */
export const taskEventText = (event: TaskEntry): TextPart[] => [
  bold(event.data.tag ?? event.data.name),
  plain(` ${VERBS[event.type]}${event.data.exit_code ? exitText([event]) : ''}`),
];
