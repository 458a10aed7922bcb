import type { ExecutorListing } from '@reprise/contracts';
import {
  countText,
  executorNames,
  isEngine,
  isPausable,
  stopsRunning,
  taskText,
  totalOf,
} from '@reprise/contracts/executor-text';
import { count, plural } from '../../shared/format.ts';
import type { DialogText } from './page-command.ts';
import type { SelectedJobs } from './selected-jobs.ts';

type Point = DialogText['points'][number];
/** Dialog items about the effect of a cancel on remote tasks of many jobs. */
export function cancelledElsewhere(selected: SelectedJobs): Point[] {
  if (selected.jobs === null)
    return [
      {
        icon: 'shield-check',
        strong: 'Their jobs on clusters are cancelled too.',
        text: 'Tasks on clusters and clouds that Reprise cannot ask are ended by Nextflow.',
      },
    ];
  return executorsOf(selected).map(({ name, label, isAsked, jobs, counts, silent }): Point => {
    const of = `${count(jobs)} of these jobs`;
    if (!isAsked)
      return {
        icon: 'triangle-alert',
        strong: `Tasks on ${label} are ended by Nextflow,`,
        text: `those of ${of}. Reprise does not look whether any is left there.`,
      };
    const once = `Each counts as cancelled only once ${label} says that none is left.`;
    if (silent !== null)
      return { icon: 'triangle-alert', strong: `${label} does not answer now: ${silent}.`, text: once };
    const [noun, done] = taskText(name);
    if (counts === null)
      return {
        icon: 'shield-check',
        strong: `${noun[0]!.toUpperCase()}${noun.slice(1)}s on ${label} are ${done} too,`,
        text: `those of ${of}. ${once}`,
      };
    return {
      icon: 'shield-check',
      strong: `${tasksOn(name, label, totalOf(counts))} will be ${done},`,
      text: `of ${of}${counts.length > 0 ? `: ${countText(counts)}` : ''}. ${once}`,
    };
  });
}

/** Dialog items about the effect of a pause on remote tasks of many jobs. */
export function heldElsewhere(selected: SelectedJobs, isDrained: boolean): Point[] {
  if (selected.jobs === null) return [];
  return executorsOf(selected).map(({ name, label, isAsked, jobs, counts, silent }): Point => {
    const of = `${count(jobs)} of these jobs`;
    if (!isAsked || !isPausable(name))
      return {
        icon: 'triangle-alert',
        strong: `Tasks on ${label} continue,`,
        text: `those of ${of}, whichever kind of pause it is.`,
      };
    if (silent !== null)
      return {
        icon: 'triangle-alert',
        strong: `${label} does not answer now: ${silent}.`,
        text: `Its jobs stay pausing until ${label} says that they stand still.`,
      };
    const goOn = isDrained || !stopsRunning(name);
    if (isEngine(name)) {
      const containers = counts === null ? `Containers on ${label}` : tasksOn(name, label, totalOf(counts));
      return {
        icon: 'circle-pause',
        strong: `${containers} ${goOn ? 'continue to the end,' : 'will be paused,'}`,
        text: `those of ${of}.`,
      };
    }
    const pending =
      counts === null
        ? `Pending jobs on ${label}`
        : tasksOn(name, label, totalOf(counts, 'waiting', 'held'), 'pending ');
    const running = counts === null ? 'running ones' : `${totalOf(counts, 'running', 'ending')} running`;
    return {
      icon: 'circle-pause',
      strong: `${pending} will be held,`,
      text: `and ${running} ${goOn ? 'continue to the end' : 'will be stopped'}, of ${of}.`,
    };
  });
}

const tasksOn = (name: string, label: string, number: number, kind = ''): string => {
  const noun = `${kind}${taskText(name)[0]}`;
  return plural(number, `${noun} on ${label}`, `${noun}s on ${label}`);
};

interface Elsewhere {
  readonly name: string;
  readonly label: string;
  readonly isAsked: boolean;
  /** Number of selected jobs that have tasks there. */
  readonly jobs: number;
  /** Sum over the jobs; null if not read. */
  readonly counts: ExecutorListing['counts'] | null;
  /** Why it does not answer; null if it does. */
  readonly silent: string | null;
}

/** Returns each executor of jobs that are running or paused. */
function executorsOf({ jobs, listed }: SelectedJobs): Elsewhere[] {
  const live = (jobs ?? []).filter(({ status }) => status === 'running' || status === 'paused');
  const names = [...new Set(live.flatMap(({ elsewhere = [] }) => elsewhere))].toSorted();
  return names.map((name) => {
    const there = live.filter(({ elsewhere = [] }) => elsewhere.includes(name));
    const isAsked = there.every(({ asked = [] }) => asked.includes(name));
    const listings = (listed ?? []).filter((listing) => listing.name === name);
    return {
      name,
      label: executorNames([name]),
      isAsked,
      jobs: there.length,
      counts: listed === null ? null : summed(listings.flatMap(({ counts }) => counts)),
      silent: listings.find(({ unknown }) => unknown !== null)?.unknown ?? null,
    };
  });
}

function summed(counts: ExecutorListing['counts']): ExecutorListing['counts'] {
  const sums = new Map<string, ExecutorListing['counts'][number]>();
  for (const each of counts) {
    const key = [each.phase, each.state, each.reason].join('|');
    sums.set(key, { ...each, count: each.count + (sums.get(key)?.count ?? 0) });
  }
  return [...sums.values()];
}
