import type { InputOf } from '@reprise/api-client';
import type { Connection } from '../../connection/connection.ts';
import { peopleOf } from '../../connection/people.ts';
import { durationOf, endOf, startOf } from '../input/given-ranges.ts';
import { queryOfView } from './views.ts';

export type Query = NonNullable<InputOf<'/api/jobs', 'get'>['query']>;

/** Options of `reprise jobs` that choose jobs and their order. */
export interface JobFilters {
  readonly status?: readonly string[];
  readonly pipeline?: string;
  readonly by?: string;
  readonly mine?: boolean;
  readonly cause?: readonly string[];
  readonly queue?: string;
  readonly runner?: string;
  readonly from?: string;
  readonly to?: string;
  readonly minDuration?: string;
  readonly maxDuration?: string;
  readonly qc?: readonly string[];
  readonly label?: readonly string[];
  readonly batch?: string;
  readonly search?: string;
  readonly view?: string;
  readonly sort?: string;
  readonly reverse?: boolean;
}

/** Returns the query of the list: that of the saved view, with the options in place of its own. */
export async function queryOf(connection: Connection, options: JobFilters): Promise<Query> {
  const saved = options.view === undefined ? {} : await queryOfView(connection.api, options.view);
  const by = options.mine ? (await connection.api.get('/api/session')).actor : options.by;
  // The server validates the values and lists the valid ones.
  const query: Record<string, unknown> = {
    status: options.status,
    cause: options.cause,
    pipeline: options.pipeline,
    created_by: by === undefined || by.includes(':') ? by : ((await peopleOf(connection)).actorOf(by) ?? by),
    queue: options.queue,
    runner_id: options.runner,
    from: options.from === undefined ? undefined : startOf(options.from, '--from'),
    to: options.to === undefined ? undefined : endOf(options.to, '--to'),
    min_duration_ms: options.minDuration === undefined ? undefined : durationOf(options.minDuration, '--min-duration'),
    max_duration_ms: options.maxDuration === undefined ? undefined : durationOf(options.maxDuration, '--max-duration'),
    qc: options.qc,
    label: options.label,
    batch: options.batch,
    q: options.search,
    sort: options.sort,
    order: options.reverse ? 'asc' : undefined,
  };
  const given = Object.entries(query).filter(([, value]) => value !== undefined);
  // The causes of a view belong to its status.
  const { status: _status, cause: _cause, ...others } = saved;
  const base = options.status || options.cause ? others : saved;
  return { ...base, ...Object.fromEntries(given) } as Query;
}
