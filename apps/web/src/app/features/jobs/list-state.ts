import type { JobsSummary, QcVerdict } from '@reprise/contracts';
import { parseLabel } from '@reprise/contracts/label-text';
import type { TextQuery } from '../../core/api/text-query.ts';
import type { IconName } from '../../shared/parts/icons.ts';
import { cleanColumns, COLUMNS, USUAL_COLUMNS, type ColumnKey, type SortKey } from './columns.ts';
import { hasMore, moreIn, moreParams, moreQuery, type MoreFilters } from './more-filters.ts';
import { QC_VERDICTS } from '../../shared/qc/qc-text.ts';

export type TileKey = 'all' | 'running' | 'pending' | 'failed' | 'completed' | 'cancelled';

/** State of the job list, as in the URL. */
export type ListState = {
  tile: TileKey;
  q: string;
  pipeline: string;
  createdBy: string;
  /** Verdict on the quality; empty for all. */
  qc: QcVerdict | '';
  /** Labels that each job has: `run=2026-48`. */
  labels: readonly string[];
  /** Correlation id of the samplesheet whose jobs are listed; empty for all. */
  sheet: string;
  more: MoreFilters;
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

const isTile = (text: string | undefined): text is TileKey => TILES.some(({ key }) => key === text);
const isSort = (text: string | undefined): text is SortKey =>
  text !== undefined && COLUMNS.some(({ sort }) => sort === text);

type Params = Partial<
  MoreFilters &
    Record<'status' | 'q' | 'pipeline' | 'created_by' | 'qc' | 'sheet' | 'sort' | 'order' | 'columns', string> & {
      /** Separated by commas, or several, as in the API. */
      label: string | readonly string[];
    }
>;

/** In the URL, stands for the jobs of all users if the user's own jobs are the default. */
const ANYONE = 'anyone';

/**
 * Parses the parameters of the URL, with defaults for missing ones. The default columns are those saved in this
 * browser. The default jobs are those of the actor `usually`, or of all users if it is empty or a samplesheet is given.
 */
export function fromParams(params: Params, remembered: readonly string[] | null, usually = ''): ListState {
  const columns = params.columns?.split(',') ?? remembered ?? USUAL_COLUMNS;
  const tile = isTile(params.status) ? params.status : 'all';
  return {
    tile,
    q: params.q ?? '',
    pipeline: params.pipeline ?? '',
    createdBy: params.created_by === ANYONE ? '' : (params.created_by ?? (params.sheet ? '' : usually)),
    qc: QC_VERDICTS.find((verdict) => verdict === params.qc) ?? '',
    labels: [params.label ?? ''].flat().join().split(',').filter(parseLabel),
    sheet: params.sheet ?? '',
    more: moreIn(params, tile === 'failed'),
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
    label: state.labels.join() || null,
    sheet: state.sheet || null,
    ...moreParams(moreIn(state.more, state.tile === 'failed')),
    sort: state.sort === 'created_at' ? null : state.sort,
    order: state.order === 'desc' ? null : state.order,
    columns: columns === USUAL_COLUMNS.join(',') ? null : columns,
  };
}

/** Returns the parameters of a saved view, which depend on no default of the user. */
export function viewParams(state: ListState): Record<string, string> {
  const all = { ...toParams(state), created_by: state.createdBy || ANYONE, columns: state.columns.join() };
  return Object.fromEntries(Object.entries(all).filter((entry): entry is [string, string] => entry[1] !== null));
}

/** Returns the filters for the API. A cancelled job is `failed` with the cause `cancelled`. */
export function toQuery(state: ListState): TextQuery<'/api/jobs'> {
  return { ...statusQuery(state.tile), ...scopeQuery(state), sort: state.sort, order: state.order };
}

/** Returns the filters except for the status, within which the tiles count. */
export function scopeQuery({
  q,
  pipeline,
  createdBy,
  qc,
  labels,
  sheet,
  more,
}: ListState): TextQuery<'/api/jobs/summary'> {
  const query = {
    q,
    pipeline,
    created_by: createdBy,
    qc,
    label: labels.join(),
    correlation_id: sheet,
    ...moreQuery(more),
  } satisfies TextQuery<'/api/jobs/summary'>;
  return Object.fromEntries(Object.entries(query).filter(([, value]) => value !== ''));
}

function statusQuery(tile: TileKey): TextQuery<'/api/jobs'> {
  if (tile === 'all') return {};
  if (tile === 'cancelled') return { status: 'failed', cause: 'cancelled' };
  if (tile === 'failed') return { status: 'failed', cause: 'error,killed,runner_lost,start_failed,abandoned' };
  return { status: tile };
}

/** Whether the jobs of one user are the only filter. */
export const isOnlyBy = (state: ListState, actor: string): boolean =>
  state.createdBy === actor && !isFiltered({ ...state, createdBy: '' });

export const isFiltered = ({ tile, q, pipeline, createdBy, qc, labels, sheet, more }: ListState): boolean =>
  tile !== 'all' || !!q || !!pipeline || !!createdBy || !!qc || labels.length > 0 || !!sheet || hasMore(more);

/** Number of jobs that match, from the summary within the other filters. */
export const matchingIn = (summary: JobsSummary | null, tile: TileKey): number =>
  summary?.[tile === 'all' ? 'total' : tile] ?? 0;
