import { stringify } from 'csv-stringify/sync';
import type { Operations } from '../contract/index.ts';

const COLUMNS = ['from', 'figure', 'status', 'cause', 'runner_id', 'value'];
const MEASURED = ['slots', 'slots_taken', 'disk_bytes', 'disk_free_bytes'] as const;
const WAITS = ['attempts', 'mean_ms', 'longest_ms', 'over_10_min', 'over_1_h'] as const;

/** Returns a table with a row for each figure. Cells that look like formulas are escaped. */
export const operationsCsv = ({ ended, waits, runners }: Operations): string =>
  stringify(
    [
      ...ended.map(({ from, status, cause, runner_id, attempts }) => [
        from,
        'ended_attempts',
        status,
        cause,
        runner_id,
        attempts,
      ]),
      ...waits.flatMap((wait) =>
        WAITS.map((name) => [
          wait.from,
          name === 'attempts' ? 'started_attempts' : `wait_${name}`,
          null,
          null,
          null,
          wait[name],
        ]),
      ),
      ...runners.flatMap(({ runner_id, points }) =>
        points.flatMap((point) => MEASURED.map((name) => [point.from, name, null, null, runner_id, point[name]])),
      ),
    ],
    { header: true, columns: COLUMNS, escape_formulas: true, record_delimiter: 'windows' },
  );
