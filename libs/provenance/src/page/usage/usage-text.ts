import { amountText, footprintTexts } from '@reprise/contracts/resource-text';
import { count, plural, shortDuration } from '@reprise/web/shared/format.ts';
import type { ResourceSums } from '../../contract/index.ts';

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

type Sums = ResourceSums['pipelines'][number];

/** Row of the table: a pipeline, or the sums of several. */
export interface UsageRow {
  readonly name: string;
  readonly isTotal: boolean;
  readonly cells: readonly string[];
}

/** Returns a row for each pipeline, and the total of several. */
export function rowsOf(sums: ResourceSums | null): UsageRow[] {
  if (!sums) return [];
  const { pipelines, basis } = sums;
  const row = (each: Omit<Sums, 'pipeline'>, name: string, isTotal = false) => ({
    name,
    isTotal,
    cells: cellsOf(each, sums.footprint.cost !== null, basis.currency),
  });
  const rows = pipelines.map(({ pipeline, ...each }) => row(each, pipeline));
  return rows.length > 1 ? [...rows, row(sums, 'Total', true)] : rows;
}

function cellsOf(
  { jobs, tasks, cpu_hours, memory_gb_hours, waiting, footprint }: Omit<Sums, 'pipeline'>,
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
