import type { ViewList } from '../contract/index.ts';
import { isSameList, listOf, paramsOf } from './view-params.ts';

const list: ViewList = {
  status: 'failed',
  label: ['run=7', 'project=x'],
  columns: ['status', 'sample'],
  sort: 'status',
};

describe('the address of a view', () => {
  it('has all filters, and names all users if no user is a filter', () => {
    expect(paramsOf(list)).toEqual({
      status: 'failed',
      label: 'run=7,project=x',
      columns: 'status,sample',
      sort: 'status',
      created_by: 'anyone',
    });
  });

  it('leads back to the same view', () => {
    expect(listOf(paramsOf(list))).toEqual(list);
    expect(listOf(paramsOf({ created_by: 'user:1' }))).toEqual({ created_by: 'user:1' });
    const ran: ViewList = { time: '7d', queue: 'urgent', min_duration_ms: 0, max_duration_ms: 60_000 };
    expect(listOf(paramsOf(ran))).toEqual(ran);
  });

  it('differs after a change of a filter or of the columns', () => {
    const shown = paramsOf(list);
    expect(isSameList(list, shown)).toBe(true);
    expect(isSameList(list, { ...shown, q: 'S1' })).toBe(false);
    expect(isSameList(list, { ...shown, columns: 'sample' })).toBe(false);
    expect(isSameList({}, { created_by: 'anyone', columns: 'sample' })).toBe(true);
  });
});
