import type { JobListQuery, JobView } from '@reprise/contracts';
import { labelTexts } from '@reprise/contracts/label-text';

export type SortKey = JobListQuery['sort'];
export type ColumnKey =
  | (
      | 'status'
      | 'sample'
      | 'progress'
      | 'qc'
      | 'pipeline'
      | 'labels'
      | 'attempt'
      | 'runner'
      | 'reason'
      | 'completed'
      | 'created'
    )
  | `qc_${string}`;

/**
 * `text` returns the plain text of the cell; null is shown as a dash. `metric` is the name of the quality metric that
 * the column shows. A column with neither has its own cell in `table/job-table-row.html`.
 */
export type JobColumn = {
  key: ColumnKey;
  word: string;
  sort?: SortKey;
  width: string;
  fixed?: boolean;
  metric?: string;
  text?: (job: JobView) => string | null;
};

/** Column for a metric, with the name that pipelines commonly use. */
const metric = (name: string, word: string): JobColumn => ({ key: `qc_${name}`, word, width: '112px', metric: name });

/** Columns in order; `fixed` ones are always shown. The column with actions comes last. */
export const COLUMNS: JobColumn[] = [
  { key: 'status', word: 'Status', sort: 'status', width: '128px' },
  { key: 'sample', word: 'Sample', sort: 'sample_name', width: '18%', fixed: true },
  { key: 'progress', word: 'Progress', width: 'auto' },
  { key: 'qc', word: 'Quality', width: '92px' },
  metric('reads', 'Reads'),
  metric('mapped', 'Mapped'),
  metric('duplicates', 'Duplicates'),
  metric('mean_depth', 'Mean depth'),
  metric('covered_20x', '≥ 20×'),
  metric('ti_tv', 'Ti/Tv'),
  { key: 'pipeline', word: 'Pipeline', width: '110px', text: ({ pipeline }) => pipeline },
  { key: 'labels', word: 'Labels', width: '180px', text: ({ labels }) => labelTexts(labels).join(', ') || null },
  { key: 'attempt', word: 'Attempt', width: '84px' },
  { key: 'runner', word: 'Runner', width: '96px' },
  { key: 'reason', word: 'Reason', width: '150px', text: ({ reason }) => reason },
  { key: 'completed', word: 'Ended', sort: 'completed_at', width: '116px' },
  { key: 'created', word: 'Created', sort: 'created_at', width: '124px' },
];
/**
 * Widths in pixels of the columns with actions and checkboxes (the same as in `job-table.css`), and minimum widths of
 * the column that takes the remaining space.
 */
const ACTIONS = { wide: 252, narrow: 228, tight: 144 };
const SELECT = 44;
const LEAST_REST = { wide: 244, narrow: 188, tight: 172 };

/**
 * Returns the minimum width of the table in pixels, below which columns would overlap. `narrow`: for a window without
 * `created`; `tight`: for buttons without text.
 */
export function leastWidth(columns: JobColumn[]) {
  const narrow = columns.filter(({ key }) => key !== 'created');
  return { wide: leastOf(columns, 'wide'), narrow: leastOf(narrow, 'narrow'), tight: leastOf(narrow, 'tight') };
}

function leastOf(columns: JobColumn[], room: keyof typeof ACTIONS): number {
  const sum = (unit: 'px' | '%') =>
    columns.reduce((all, { width }) => all + (width.endsWith(unit) ? Number.parseFloat(width) : 0), 0);
  return Math.ceil((sum('px') + SELECT + ACTIONS[room] + LEAST_REST[room]) / (1 - sum('%') / 100));
}

export const USUAL_COLUMNS: ColumnKey[] = ['status', 'sample', 'progress', 'created'];

/** Returns the known columns in the page's order, including the fixed ones. */
export function cleanColumns(names: readonly string[]): ColumnKey[] {
  return COLUMNS.filter(({ key, fixed }) => fixed || names.includes(key)).map(({ key }) => key);
}
