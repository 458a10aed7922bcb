import type { JobListQuery, JobsSummary, QcVerdict } from '@reprise/contracts';
import type { TextQuery } from '../../core/api/text-query.ts';
import type { IconName } from '../../shared/icons.ts';
import { QC_VERDICTS } from '../../shared/qc/qc-words.ts';

export type TileKey = 'all' | 'running' | 'pending' | 'failed' | 'completed' | 'cancelled';
type SortKey = JobListQuery['sort'];

/** State of the job list, as it is in the URL. */
export type ListState = {
  tile: TileKey;
  q: string;
  pipeline: string;
  createdBy: string;
  /** Verdict on the quality; empty for all. */
  qc: QcVerdict | '';
  /** Correlation id of the samplesheet whose jobs are listed; empty for all. */
  sheet: string;
  sort: SortKey;
  order: 'asc' | 'desc';
  columns: ColumnKey[];
};

export const TILES: { key: TileKey; word: string; icon: IconName }[] = [
  { key: 'all', word: 'All', icon: 'list' },
  { key: 'running', word: 'Running', icon: 'loader-circle' },
  { key: 'pending', word: 'Pending', icon: 'circle-dashed' },
  { key: 'failed', word: 'Failed', icon: 'circle-x' },
  { key: 'completed', word: 'Completed', icon: 'circle-check' },
  { key: 'cancelled', word: 'Cancelled', icon: 'ban' },
];

export type ColumnKey =
  | ('status' | 'sample' | 'progress' | 'qc' | 'pipeline' | 'attempt' | 'runner' | 'reason' | 'completed' | 'created')
  | `qc_${string}`;
/** `metric`: name of the quality metric that it shows. */
export type JobColumn = {
  key: ColumnKey;
  word: string;
  sort?: SortKey;
  width: string;
  fixed?: boolean;
  metric?: string;
};

/** Column of a metric under the name that pipelines commonly give it. */
const metric = (name: string, word: string): JobColumn => ({ key: `qc_${name}`, word, width: '112px', metric: name });

/** Columns in their order; `fixed` ones are always shown. The column of actions comes last. */
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
  { key: 'pipeline', word: 'Pipeline', width: '110px' },
  { key: 'attempt', word: 'Attempt', width: '84px' },
  { key: 'runner', word: 'Runner', width: '96px' },
  { key: 'reason', word: 'Reason', width: '150px' },
  { key: 'completed', word: 'Ended', sort: 'completed_at', width: '116px' },
  { key: 'created', word: 'Created', sort: 'created_at', width: '124px' },
];
/** Widths of the columns of actions and checkboxes (as in `job-table.css`), and minima of the column that takes the rest, in pixels. */
const ACTIONS = { wide: 252, narrow: 228, tight: 144 };
const SELECT = 44;
const LEAST_REST = { wide: 244, narrow: 188, tight: 172 };

/** Minimum width of the table in pixels, below which columns would overlap; `narrow`: of a window where `created` is left out; `tight`: where buttons have no words. */
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

const isTile = (text: string | undefined): text is TileKey => TILES.some(({ key }) => key === text);
const isSort = (text: string | undefined): text is SortKey =>
  text !== undefined && COLUMNS.some(({ sort }) => sort === text);

/** Returns the known columns in the page's order, with the fixed ones. */
export function cleanColumns(names: readonly string[]): ColumnKey[] {
  return COLUMNS.filter(({ key, fixed }) => fixed || names.includes(key)).map(({ key }) => key);
}

type Params = Partial<
  Record<'status' | 'q' | 'pipeline' | 'created_by' | 'qc' | 'sheet' | 'sort' | 'order' | 'columns', string>
>;

/** In the URL, jobs of everybody where the default is one's own. */
const ANYONE = 'anyone';

/**
 * Parses the URL's parameters, with defaults for missing ones. Columns default to those stored in this browser, jobs to
 * those of the actor `usually`, of everybody if it is empty or a samplesheet is given.
 */
export function fromParams(params: Params, remembered: readonly string[] | null, usually = ''): ListState {
  const columns = params.columns?.split(',') ?? remembered ?? USUAL_COLUMNS;
  return {
    tile: isTile(params.status) ? params.status : 'all',
    q: params.q ?? '',
    pipeline: params.pipeline ?? '',
    createdBy: params.created_by === ANYONE ? '' : (params.created_by ?? (params.sheet ? '' : usually)),
    qc: QC_VERDICTS.find((verdict) => verdict === params.qc) ?? '',
    sheet: params.sheet ?? '',
    sort: isSort(params.sort) ? params.sort : 'created_at',
    order: params.order === 'asc' ? 'asc' : 'desc',
    columns: cleanColumns(columns),
  };
}

/** Returns the URL's parameters of a state; `null` removes one. */
export function toParams(state: ListState, usually = ''): Record<keyof Params, string | null> {
  const columns = state.columns.join(',');
  return {
    status: state.tile === 'all' ? null : state.tile,
    q: state.q || null,
    pipeline: state.pipeline || null,
    created_by: state.createdBy === (state.sheet ? '' : usually) ? null : state.createdBy || ANYONE,
    qc: state.qc || null,
    sheet: state.sheet || null,
    sort: state.sort === 'created_at' ? null : state.sort,
    order: state.order === 'desc' ? null : state.order,
    columns: columns === USUAL_COLUMNS.join(',') ? null : columns,
  };
}

/** Returns the filters for the API. A cancelled job is `failed` with the cause `cancelled`. */
export function toQuery(state: ListState): TextQuery<'/api/jobs'> {
  return { ...statusQuery(state.tile), ...scopeQuery(state), sort: state.sort, order: state.order };
}

/** Returns the filters other than the status, within which the tiles count. */
export function scopeQuery({ q, pipeline, createdBy, qc, sheet }: ListState): TextQuery<'/api/jobs/summary'> {
  const query = {
    q,
    pipeline,
    created_by: createdBy,
    qc,
    correlation_id: sheet,
  } satisfies TextQuery<'/api/jobs/summary'>;
  return Object.fromEntries(Object.entries(query).filter(([, value]) => value !== ''));
}

function statusQuery(tile: TileKey): TextQuery<'/api/jobs'> {
  if (tile === 'all') return {};
  if (tile === 'cancelled') return { status: 'failed', cause: 'cancelled' };
  if (tile === 'failed') return { status: 'failed', cause: 'error,killed,runner_lost,start_failed,abandoned' };
  return { status: tile };
}

/** Whether the jobs of one person are the only filter. */
export const isOnlyBy = (state: ListState, actor: string): boolean =>
  state.createdBy === actor && !isFiltered({ ...state, createdBy: '' });

export const isFiltered = ({ tile, q, pipeline, createdBy, qc, sheet }: ListState): boolean =>
  tile !== 'all' || !!q || !!pipeline || !!createdBy || !!qc || !!sheet;

/** Number of jobs that match, as the summary within the other filters has them. */
export const matchingIn = (summary: JobsSummary | null, tile: TileKey): number =>
  summary?.[tile === 'all' ? 'total' : tile] ?? 0;
