import type { ListParams } from '@reprise/web/shared/wings/offered-views.ts';
import type { ViewList } from '../contract/index.ts';

/** In the address of the list, stands for the jobs of all users. */
const ANYONE = 'anyone';

/** Returns the address parameters of a view. */
export function paramsOf({ created_by = ANYONE, label, columns, ...others }: ViewList): ListParams {
  const all = { ...others, created_by, label: label?.join(), columns: columns?.join() };
  const given = Object.entries(all).filter(([, value]) => value !== undefined && value !== '');
  return Object.fromEntries(given.map(([name, value]) => [name, String(value)]));
}

/** Returns the view of a list with these address parameters. The server checks its fields. */
export function listOf(params: ListParams): ViewList {
  const { created_by, label, columns, min_duration_ms: min, max_duration_ms: max, ...others } = params;
  return {
    ...others,
    ...(min && { min_duration_ms: Number(min) }),
    ...(max && { max_duration_ms: Number(max) }),
    ...(created_by && created_by !== ANYONE && { created_by }),
    ...(label && { label: label.split(',') }),
    ...(columns && { columns: columns.split(',') }),
  } as ViewList;
}

/** Whether two lists have the same filters, sort and columns. A view without columns has those of the list. */
export function isSameList(view: ViewList, shown: ListParams): boolean {
  const [saved, { columns, ...others }] = [paramsOf(view), shown];
  const now: ListParams = { ...others, ...(view.columns && columns && { columns }) };
  const names = new Set([...Object.keys(saved), ...Object.keys(now)]);
  return [...names].every((name) => saved[name] === now[name]);
}
