import { stringify } from 'csv-stringify/sync';
import type { PipelineTrends } from '../../contract/index.ts';

const COLUMNS = ['metric', 'label', 'unit', 'completed_at', 'job_id', 'sample', 'value', 'mean', 'sd', 'rules'];

/** Returns a table with a row for each value of a metric. Cells that look like formulas are escaped. */
export const trendsCsv = ({ metrics }: PipelineTrends): string =>
  stringify(
    metrics.flatMap(({ name, label, unit, mean, sd, points }) =>
      points.map(({ completed_at, job_id, sample, value, rules }) => [
        name,
        label,
        unit,
        completed_at,
        job_id,
        sample,
        value,
        mean,
        sd,
        rules.join(' '),
      ]),
    ),
    { header: true, columns: COLUMNS, escape_formulas: true, record_delimiter: 'windows' },
  );
