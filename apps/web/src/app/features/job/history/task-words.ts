import type { EntryOf, TaskType } from '@reprise/contracts';
import { ranAgainWords } from '../../../shared/attempt/cache-words.ts';
import { plural } from '../../../shared/format.ts';
import type { IconName } from '../../../shared/icons.ts';
import { bold, plain, type TextPart, type TrailEffect, type TrailWords } from './trail-item.ts';

type TaskEntry = EntryOf<TaskType>;
type Batch = 'cached' | 'retried' | 'failed' | 'aborted' | 'ran';

/** Which task events share a sentence. With `coarse`, retried and cached tasks share that of the tasks that ran. */
export function batchOf({ type }: TaskEntry, coarse: boolean): Batch {
  if (type === 'task_failed') return 'failed';
  if (type === 'task_aborted') return 'aborted';
  if (coarse) return 'ran';
  return type === 'task_cached' ? 'cached' : type === 'task_retried' ? 'retried' : 'ran';
}

const LOOK: Record<Batch, { icon: IconName; tone: string }> = {
  cached: { icon: 'layers', tone: 'cached' },
  retried: { icon: 'repeat', tone: 'retried' },
  failed: { icon: 'circle-x', tone: 'failed' },
  aborted: { icon: 'circle-minus', tone: 'aborted' },
  ran: { icon: 'circle-check', tone: 'completed' },
};

/** A batch of task events as one sentence. */
export function taskWords(events: TaskEntry[]): TrailWords {
  const of = (type: TaskType) => events.filter((event) => event.type === type);
  const [failed, aborted, completed] = [of('task_failed'), of('task_aborted'), of('task_completed')];
  const [cached, retried] = [of('task_cached'), of('task_retried')];
  const ranAgain = ranAgainEffects(events);
  if (failed.length)
    return {
      ...LOOK.failed,
      text: failedWords(failed, isIgnored(failed) ? ', and the pipeline goes on' : ''),
      effects: [],
    };
  if (aborted.length) return countWords('aborted', 'stopped', aborted);
  if (completed.length)
    return { ...countWords('ran', 'finished', completed), effects: [...ranAgain, ...alsoEffects(cached, retried)] };
  if (cached.length) return { ...countWords('cached', 'taken from before', cached), effects: alsoEffects([], retried) };
  if (retried.length) return { ...LOOK.retried, text: failedWords(retried, ' and was tried again'), effects: [] };
  return {
    icon: 'circle-play',
    tone: 'running',
    text: [bold(stepsOf(events)), plain(' started')],
    effects: ranAgain,
  };
}

const isIgnored = (events: TaskEntry[]): boolean => events.every(({ data }) => data.error_action === 'IGNORE');

function countWords(batch: Batch, verb: string, events: TaskEntry[]): TrailWords {
  return {
    ...LOOK[batch],
    text: [plain(`${plural(events.length, 'task')} ${verb}: `), bold(stepsOf(events))],
    effects: [],
  };
}

function failedWords(events: TaskEntry[], then: string): TextPart[] {
  const exit = events.at(-1)?.data.exit_code ?? null;
  const why = exit === null ? '' : ` with exit ${exit}`;
  const times = events.length > 1 ? `, ${events.length} times` : '';
  return [bold(stepsOf(events)), plain(` failed${why}${then}${times}`)];
}

function ranAgainEffects(events: TaskEntry[]): TrailEffect[] {
  const text = ranAgainWords(events.flatMap(({ type, data }) => (type === 'task_cache_missed' ? data : [])));
  return text ? [{ icon: 'layers', tone: 'late', text }] : [];
}

function alsoEffects(cached: TaskEntry[], retried: TaskEntry[]): TrailEffect[] {
  return [
    ...(cached.length ? [{ ...LOOK.cached, text: `${plural(cached.length, 'task')} taken from before` }] : []),
    ...(retried.length
      ? [
          {
            ...LOOK.retried,
            text: `${plural(retried.length, 'try', 'tries')} failed and ${retried.length === 1 ? 'was' : 'were'} repeated`,
          },
        ]
      : []),
  ];
}

const NAMED = 4;
function stepsOf(events: TaskEntry[]): string {
  const names = [...new Set(events.map(({ data }) => data.step))];
  return names.length > NAMED
    ? `${names.slice(0, NAMED).join(', ')} and ${names.length - NAMED} more`
    : names.join(', ');
}
