import { amountText, footprintTexts } from '@reprise/contracts/resource-text';
import { count, plural, shortDuration } from '@reprise/web/shared/format.ts';
import type { ResourceSums, SumsGroup } from '../../contract/index.ts';

/** Value of the address for all months. */
export const ALL_MONTHS = 'all';

/** Returns this month and the ones before it, in UTC, such as `2026-11`. */
export const latestMonths = (number: number, now: Date): string[] =>
  Array.from({ length: number }, (_, back) =>
    new Date(Date.UTC(now.getUTCFullYear(), now.getUTCMonth() - back)).toISOString().slice(0, 7),
  );

const MONTH = new Intl.DateTimeFormat('en-GB', { month: 'long', year: 'numeric', timeZone: 'UTC' });

/** Returns a month for people: "November 2026". */
export const monthText = (month: string): string => MONTH.format(new Date(`${month}-01T00:00:00Z`));

/** Prefix of a grouping by the values of one label. */
const BY_LABEL = 'label:';

/** Text about a grouping. */
export interface GroupingText {
  /** Title of the column. */
  readonly title: string;
  /** The same within a sentence. */
  readonly name: string;
  /** Name of the row for jobs that belong to no group. */
  readonly none: string;
  /** How the rows add up, if not to the total; empty otherwise. */
  readonly about: string;
}

const GROUPINGS: Readonly<Record<string, GroupingText>> = {
  pipeline: { title: 'Pipeline', name: 'pipeline', none: '', about: '' },
  month: {
    title: 'Month',
    name: 'month',
    none: 'Not run yet',
    about: 'A job that ran in several months counts as a job in each of them, and once in the total.',
  },
  batch: { title: 'Batch', name: 'batch', none: 'No batch', about: '' },
  label: {
    title: 'Label',
    name: 'label',
    none: 'No label',
    about: 'A job with several labels counts in the row of each, so the rows add up to more than the total.',
  },
};

/** @param by from the address; one that the API would refuse is shown like pipelines until it does */
export const groupingText = (by: string): GroupingText =>
  by.startsWith(BY_LABEL) ? labelGrouping(by.slice(BY_LABEL.length)) : (GROUPINGS[by] ?? GROUPINGS['pipeline']!);

const labelGrouping = (key: string): GroupingText => ({
  title: `Label ${key}`,
  name: `label ${key}`,
  none: `No ${key}`,
  about: '',
});

/** Groupings by the values of one label, for the choice: those of the jobs, and the chosen one. */
export const labelGroupings = (keys: readonly string[], by: string): { by: string; key: string }[] =>
  [...new Set([...keys, ...(by.startsWith(BY_LABEL) ? [by.slice(BY_LABEL.length)] : [])])]
    .toSorted()
    .map((key) => ({ by: `${BY_LABEL}${key}`, key }));

/** Most rows that the page shows, because each label of thousands of jobs can be a row. */
export const MOST_ROWS = 500;

/** Row of the table: a group of jobs, or the total. */
export interface UsageRow {
  readonly name: string;
  readonly batchId: string | null;
  readonly isTotal: boolean;
  readonly cells: readonly string[];
}

/** Returns a row for each group, at most `MOST_ROWS`, and the total of several. */
export function rowsOf(sums: ResourceSums | null, by: string): UsageRow[] {
  if (!sums) return [];
  const { groups, basis } = sums;
  const row = (each: Omit<SumsGroup, 'name'>, name: string, isTotal = false) => ({
    name,
    batchId: each.batch_id ?? null,
    isTotal,
    cells: cellsOf(each, sums.footprint.cost !== null, basis.currency),
  });
  const nameOf = (name: string | null) =>
    name === null ? groupingText(by).none : by === 'month' ? monthText(name) : name;
  const rows = groups.slice(0, MOST_ROWS).map((each) => row(each, nameOf(each.name)));
  return groups.length > 1 ? [...rows, row(sums, 'Total', true)] : rows;
}

function cellsOf(
  { jobs, tasks, cpu_hours, memory_gb_hours, waiting, footprint }: Omit<SumsGroup, 'name'>,
  hasCost: boolean,
  currency: string | null,
): string[] {
  const texts = new Map(footprintTexts(footprint, currency));
  return [
    count(jobs),
    count(tasks),
    ...[cpu_hours.requested, cpu_hours.used, memory_gb_hours.requested, memory_gb_hours.used].map((hours) =>
      hours === null ? '–' : hours < 1000 ? amountText(hours) : count(Math.round(hours)),
    ),
    waiting.queue_ms === null ? '–' : shortDuration(waiting.queue_ms),
    ...(hasCost ? [texts.get('Cost') ?? '–'] : []),
    texts.get('Energy') ?? '–',
    texts.get('Carbon footprint') ?? '–',
  ];
}

/** Returns a sentence about tasks whose requests are not recorded; empty if there are none. */
export function unknownText(sums: Pick<ResourceSums, 'tasks' | 'tasks_without_requests'> | null): string {
  const { tasks = 0, tasks_without_requests: unknown = 0 } = sums ?? {};
  return unknown === 0
    ? ''
    : `What ${unknown === tasks ? 'the tasks' : `${count(unknown)} of ${plural(tasks, 'task')}`} requested is not recorded: an earlier release ran them, or Nextflow ended before it traced them. They have no cost and no energy.`;
}
