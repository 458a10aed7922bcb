import type { Filters } from './event-log.ts';

/** Whether a filter matches a subject: `*` is one token, `>` one or more at the end. Source: NATS subjects. */
export function covers(filter: string, subject: string): boolean {
  const wanted = filter.split('.');
  const given = subject.split('.');
  return wanted.at(-1) === '>'
    ? given.length >= wanted.length && wanted.slice(0, -1).every((token, i) => fits(token, given[i]))
    : given.length === wanted.length && wanted.every((token, i) => fits(token, given[i]));
}

const fits = (token: string, given: string | undefined): boolean => token === '*' || token === given;

/**
 * Returns the filters as a list.
 * @throws Error if two of them overlap, which the server rejects
 */
export function filterList(filters: Filters): readonly string[] {
  const list = typeof filters === 'string' ? [filters] : filters;
  if (list.length === 0) throw new Error('At least one filter is needed');
  list.forEach((a, i) => {
    const other = list.slice(i + 1).find((b) => overlap(a.split('.'), b.split('.')));
    if (other !== undefined) throw new Error(`Filters must not overlap: ${a} and ${other}`);
  });
  return list;
}

function overlap([a, ...restA]: string[], [b, ...restB]: string[]): boolean {
  if (a === undefined || b === undefined) return a === b;
  if (a === '>' || b === '>') return true;
  return (a === b || a === '*' || b === '*') && overlap(restA, restB);
}
