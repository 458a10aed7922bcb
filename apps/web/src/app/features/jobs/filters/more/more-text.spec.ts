import { at } from '../../../../testing/views.ts';
import { TIMES } from '../../more-filters.ts';
import { endOfDay, moreFilters, startOfDay, TIME_KEYS } from './more-text.ts';

const texts = (more: Parameters<typeof moreFilters>[0]) =>
  moreFilters(more, Date.parse(at(0)), () => 'node-1').map(({ label, text }) => `${label} ${text}`);

describe('the chips of further filters', () => {
  it('name each filter that is set', () => {
    expect(texts({ cause: 'runner_lost', queue: 'urgent', runner_id: 'r1', time: '7d' })).toEqual([
      'Cause runner lost',
      'Queue urgent',
      'Runner node-1',
      'Submitted last 7 days',
    ]);
    expect(texts({})).toEqual([]);
  });

  it('show whole days of this time zone as days', () => {
    const [from, to] = [startOfDay('2026-11-01'), endOfDay('2026-11-02')];
    expect(texts({ from, to })).toEqual(['Submitted from 2026-11-01 to 2026-11-02']);
    expect(texts({ to })).toEqual(['Submitted to 2026-11-02']);
  });

  it('show the ends of a duration', () => {
    expect(texts({ min_duration_ms: '5400000' })).toEqual(['Duration at least 1 h 30 m']);
    expect(texts({ min_duration_ms: '0', max_duration_ms: '90000' })).toEqual([
      'Duration at least 0 s at most 1 m 30 s',
    ]);
  });
});

it('offers the spans that the list can read', () => {
  expect(TIME_KEYS).toEqual(Object.keys(TIMES));
});
