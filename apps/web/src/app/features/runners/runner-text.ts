import {
  WEEKDAYS,
  type JobView,
  type RunnerSchedule,
  type RunnerView,
  type TaskIsolation,
  type Weekday,
  type WorkWindow,
} from '@reprise/contracts';
import { executorNames, isEngine, isUntried } from '@reprise/contracts/executor-text';
import { knownSlotsTaken } from '@reprise/contracts/starting';
import { checkText } from '../../shared/attempt/results/check-text.ts';
import { bytes, capital, dateTime, duration, plural, runnerName } from '../../shared/format.ts';
import type { IconName } from '../../shared/parts/icons.ts';

/** Name of a runner: its host; the id for an older runner. */
export const runnerTitle = ({ host, runner_id }: Pick<RunnerView, 'host' | 'runner_id'>): string =>
  host ?? capital(runnerName(runner_id));

type Look = { word: string; icon: IconName; tone: string; detail: string };

/** State of a runner: whether it claims jobs, or why it does not. */
export function runnerLook(runner: RunnerView, now: number): Look {
  const { alive, last_seen, drain, work_time, holds_back } = runner;
  if (!alive) return { ...WARN, word: 'Not heard of', detail: `for ${duration(now - Date.parse(last_seen))}` };
  if (drain?.drained_at)
    return { ...HELD, word: 'Drained', detail: `no attempt left, drained at ${dateTime(drain.drained_at, now)}` };
  if (drain) return { ...HELD, word: 'Draining', detail: goesOnText(runner) };
  if (!work_time.open)
    return {
      icon: 'moon',
      tone: 'pending',
      word: 'Closed by its schedule',
      detail: work_time.until ? `takes jobs again ${dayTime(work_time.until)}` : '',
    };
  if (holds_back) return { ...WARN, word: 'Takes no jobs', detail: holds_back };
  const until = work_time.until ? `until ${dayTime(work_time.until)}` : '';
  return { icon: 'circle-check', tone: 'completed', word: 'Takes jobs', detail: until };
}

/** Text about the jobs that continue on a draining runner. */
export function goesOnText(runner: RunnerView): string {
  const taken = knownSlotsTaken(runner);
  return `running jobs${taken === null ? '' : ` (${plural(taken, 'slot')})`} continue`;
}

const WARN = { icon: 'triangle-alert', tone: 'failed' } as const;
const HELD = { icon: 'circle-pause', tone: 'paused' } as const;

/** Local weekday and time: "Mon 20:00". */
const dayTime = (iso: string): string =>
  new Date(iso).toLocaleString('en-GB', { weekday: 'short', hour: '2-digit', minute: '2-digit' }).replace(',', '');

/** A metric of the machine: its text, and the used share from 0 to 1; null if unknown. */
export type Measure = { label: string; text: string; used: number | null };

export function measuresOf(runner: RunnerView): Measure[] {
  const { load, cpus, memory_bytes, memory_free_bytes, disk_bytes, disk_free_bytes } = runner;
  return [
    { label: 'Slots', ...slotsOf(runner) },
    {
      label: 'Load',
      text: load === null ? '–' : `${load.toFixed(1)}${cpus ? ` on ${plural(cpus, 'core')}` : ''}`,
      used: load !== null && cpus ? Math.min(1, load / cpus) : null,
    },
    { label: 'Memory', ...freeOf(memory_bytes, memory_free_bytes) },
    { label: 'Disk', ...freeOf(disk_bytes, disk_free_bytes) },
  ];
}

function slotsOf(runner: RunnerView): Omit<Measure, 'label'> {
  const { slots } = runner;
  const taken = knownSlotsTaken(runner);
  if (taken === null) return { text: `${slots}, taken: not known yet`, used: null };
  return { text: `${taken} of ${slots} taken`, used: slots ? taken / slots : null };
}

function freeOf(total: number | null, free: number | null): Omit<Measure, 'label'> {
  if (total === null) return { text: '–', used: null };
  if (free === null) return { text: bytes(total), used: null };
  return { text: `${bytes(free)} of ${bytes(total)} free`, used: total ? 1 - Math.min(1, free / total) : null };
}

/** Sentences about the executors available to a runner's tasks, and why others are not. */
export function executorText({ executors }: Pick<RunnerView, 'executors'>): { text: string; isWarning: boolean }[] {
  const usable = (executors ?? []).filter(({ problem }) => problem === null);
  const hidden = usable.filter(({ name, proof }) => proof === 'answers' && isEngine(name));
  return [
    ...(usable.length > 0
      ? [{ text: `Tasks can use ${executorNames(usable.map(({ name }) => name))}`, isWarning: false }]
      : []),
    ...usable
      .filter(({ name }) => isUntried(name))
      .map(({ name }) => ({
        text: `Reprise was not tried on a real ${executorNames([name])}, only with answers recorded elsewhere`,
        isWarning: true,
      })),
    ...hidden.map(({ name }) => ({
      text: `It sees no processes of containers of ${executorNames([name])}: only the answers of ${executorNames([name])} prove their end`,
      isWarning: true,
    })),
    ...(executors ?? []).flatMap(({ name, problem }) =>
      problem === null ? [] : [{ text: `Tasks cannot use ${executorNames([name])}: ${problem}`, isWarning: false }],
    ),
  ];
}

const ISOLATION_WORDS: Readonly<Record<TaskIsolation, string>> = {
  user: 'Tasks are isolated: they run as another user than Reprise',
  namespace: 'Tasks are isolated: they run in a namespace without the files of Reprise',
  none: 'Tasks are not isolated: they can read and change what Reprise keeps. See its log.',
};

/** Sentence about the isolation of a runner's tasks; null if it is not known. A namespace does not reach other machines. */
export function isolationText({
  isolation,
  executors,
}: Pick<RunnerView, 'isolation' | 'executors'>): { text: string; isWarning: boolean } | null {
  if (!isolation) return null;
  const elsewhere = (executors ?? []).filter(({ name, problem }) => problem === null && !isEngine(name));
  if (isolation !== 'namespace' || elsewhere.length === 0)
    return { text: ISOLATION_WORDS[isolation], isWarning: isolation === 'none' };
  const names = executorNames(elsewhere.map(({ name }) => name));
  return {
    text: `${ISOLATION_WORDS.namespace}. Tasks on ${names} are not: they can read what the user of Reprise can read there`,
    isWarning: true,
  };
}

/** "Mon to Fri 20:00–06:00, Sat, Sun all day". */
export const scheduleText = ({ windows }: RunnerSchedule): string => windows.map(windowText).join('; ');

function windowText({ days, from, to }: WorkWindow): string {
  const time = from === to ? (from === '00:00' ? 'all day' : `from ${from} for 24 h`) : `${from}–${to}`;
  return `${daysText(days)} ${time}`;
}

export const DAY_WORDS: Readonly<Record<Weekday, string>> = {
  mon: 'Mon',
  tue: 'Tue',
  wed: 'Wed',
  thu: 'Thu',
  fri: 'Fri',
  sat: 'Sat',
  sun: 'Sun',
};

/** Formats three or more consecutive days as a range, and all days as "every day". */
function daysText(days: readonly Weekday[]): string {
  const indexes = WEEKDAYS.flatMap((day, i) => (days.includes(day) ? [i] : []));
  if (indexes.length === 7) return 'Every day';
  const [first, last] = [indexes[0]!, indexes.at(-1)!];
  const word = (i: number) => DAY_WORDS[WEEKDAYS[i]!];
  if (indexes.length > 2 && last - first === indexes.length - 1) return `${word(first)} to ${word(last)}`;
  return indexes.map(word).join(', ');
}

/** The step of a running job, or the progress of checking its results after the last step. */
export const stepText = ({ job_id, current_step }: JobView, runner: RunnerView): string =>
  checkText(job_id, [runner]) ?? current_step ?? '';
