import { stringify } from 'csv-stringify/sync';
import type { JobResources, StepResources } from '../../contract/index.ts';

const PARTS = ['min', 'lower_quartile', 'median', 'upper_quartile', 'max'] as const;

export type Row = Readonly<Record<string, string | number | null | undefined>>;

/** Returns a table with a row for each step, in bytes and milliseconds. Cells that look like formulas are escaped. */
export const resourcesCsv = ({ steps }: JobResources): string =>
  stringify(steps.map(rowOf), { header: true, escape_formulas: true, record_delimiter: 'windows' });

function rowOf({ process, step, tasks, cpus, memory, time_ms, wait_ms, ...sums }: StepResources): Row {
  return {
    process,
    step,
    tasks,
    ...columnsOf('cpus', cpus),
    ...columnsOf('memory_bytes', memory),
    ...columnsOf('time_ms', time_ms),
    ...hoursColumns(sums),
    ...Object.fromEntries(PARTS.map((part) => [`wait_ms_${part}`, wait_ms?.[part]])),
    ...sums.footprint,
  };
}

const columnsOf = (name: string, { requested, used }: StepResources['cpus']): Row =>
  Object.fromEntries(
    Object.entries({ requested, used }).flatMap(([side, spread]) =>
      PARTS.map((part) => [`${name}_${side}_${part}`, spread?.[part]]),
    ),
  );

export const hoursColumns = ({
  cpu_hours,
  memory_gb_hours,
}: Pick<StepResources, 'cpu_hours' | 'memory_gb_hours'>): Row => ({
  cpu_hours_requested: cpu_hours.requested,
  cpu_hours_used: cpu_hours.used,
  memory_gb_hours_requested: memory_gb_hours.requested,
  memory_gb_hours_used: memory_gb_hours.used,
});
