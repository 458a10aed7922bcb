import type { JobView } from '@reprise/contracts';
import { batchCsv } from './batch-csv.ts';

describe('the table of a batch', () => {
  it('counts the failures that the pipeline of a job ignored', () => {
    const job = (sample_name: string, ...ignored: number[]) =>
      ({ sample_name, status: 'completed', steps: ignored.map((n) => ({ tasks: { ignored: n } })) }) as JobView;
    const table = batchCsv([job('A'), job('B', 0, 1, 2)], { pipelines: [] }, 0);
    const rows = table
      .trim()
      .split('\r\n')
      .map((row) => row.split(','));
    const column = rows[0]!.indexOf('ignored_failures');
    expect(rows.map((row) => [row[0], row[column]])).toEqual([
      ['sample_name', 'ignored_failures'],
      ['A', '0'],
      ['B', '3'],
    ]);
  });
});
