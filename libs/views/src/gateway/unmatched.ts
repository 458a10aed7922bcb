import { listJobs, type ReadModel } from '@reprise/read-model';
import type { OpenedView, ViewList } from '../contract/index.ts';

type Unmatched = OpenedView['unmatched'];

const SINGLE = ['pipeline', 'queue', 'runner_id', 'created_by', 'sheet'] as const;

/** Returns the filters of a view that no job matches, each on its own. */
export async function readUnmatched(readModel: ReadModel, list: ViewList): Promise<Unmatched> {
  const { label = [] } = list;
  const filters: Unmatched = [
    ...SINGLE.flatMap((field) => {
      const value = list[field];
      return value ? [{ field, value }] : [];
    }),
    ...label.map((value) => ({ field: 'label' as const, value })),
  ];
  const found = await Promise.all(filters.map((filter) => isMatched(readModel, filter)));
  return filters.filter((_, at) => !found[at]);
}

async function isMatched(readModel: ReadModel, { field, value }: Unmatched[number]): Promise<boolean> {
  const filter = field === 'label' ? { label: [value] } : { [field === 'sheet' ? 'correlation_id' : field]: value };
  const { items } = await listJobs(readModel, { ...filter, limit: 1, sort: 'created_at', order: 'desc' });
  return items.length > 0;
}
