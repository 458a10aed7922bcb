import type { CacheMiss, HistoryEntry } from '@reprise/contracts';
import { ranAgainWords } from '../../../shared/attempt/cache-words.ts';
import { plural } from '../../../shared/format.ts';
import type { IconName } from '../../../shared/icons.ts';
import type { Effect, StoryItem } from './story.ts';

type Told = Pick<StoryItem, 'icon' | 'tone' | 'text' | 'effects'>;
type Batch = 'cached' | 'retried' | 'failed' | 'aborted' | 'ran';

/** Which task events are told together. With `coarse`, tries that failed and cached tasks are told with those that ran. */
export function batchOf({ type }: HistoryEntry, coarse: boolean): Batch {
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

/** A run of task events as one sentence. */
export function runWords(events: HistoryEntry[]): Told {
  const of = (type: string) => events.filter((event) => event.type === type);
  const [failed, aborted, completed] = [of('task_failed'), of('task_aborted'), of('task_completed')];
  const [cached, retried] = [of('task_cached'), of('task_retried')];
  const again = againWords(of('task_cache_missed'));
  if (failed.length)
    return {
      ...LOOK.failed,
      text: failedWords(failed, goesOn(failed) ? ', and the pipeline goes on' : ''),
      effects: [],
    };
  if (aborted.length) return told('aborted', 'stopped', aborted);
  if (completed.length)
    return { ...told('ran', 'finished', completed), effects: [...again, ...alsoWords(cached, retried)] };
  if (cached.length) return { ...told('cached', 'taken from before', cached), effects: alsoWords([], retried) };
  if (retried.length) return { ...LOOK.retried, text: failedWords(retried, ' and was tried again'), effects: [] };
  return {
    icon: 'circle-play',
    tone: 'running',
    text: [bold(stepsOf(events)), plain(' started')],
    effects: again,
  };
}

/** Whether the pipeline said to ignore it. */
const goesOn = (events: HistoryEntry[]): boolean => events.every(({ data }) => data['error_action'] === 'IGNORE');

function told(batch: Batch, verb: string, events: HistoryEntry[]): Told {
  return {
    ...LOOK[batch],
    text: [plain(`${plural(events.length, 'task')} ${verb}: `), bold(stepsOf(events))],
    effects: [],
  };
}

function failedWords(events: HistoryEntry[], then: string) {
  const exit = events.at(-1)?.data['exit_code'];
  const why = typeof exit === 'number' ? ` with exit ${exit}` : '';
  const times = events.length > 1 ? `, ${events.length} times` : '';
  return [bold(stepsOf(events)), plain(` failed${why}${then}${times}`)];
}

/** Why tasks were not taken from before. */
function againWords(missed: HistoryEntry[]): Effect[] {
  const words = ranAgainWords(missed.map(({ data }) => ({ cache_miss: data['cache_miss'] as CacheMiss })));
  return words ? [{ icon: 'layers', tone: 'late', text: words }] : [];
}

function alsoWords(cached: HistoryEntry[], retried: HistoryEntry[]): Effect[] {
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

const bold = (t: string) => ({ t, b: true });
const plain = (t: string) => ({ t, b: false });

const NAMED = 4;
function stepsOf(events: HistoryEntry[]): string {
  const nameOf = ({ data }: HistoryEntry) => data['step'] ?? data['process'];
  const names = [...new Set(events.map(nameOf).filter((name) => typeof name === 'string'))];
  return names.length > NAMED
    ? `${names.slice(0, NAMED).join(', ')} and ${names.length - NAMED} more`
    : names.join(', ');
}
