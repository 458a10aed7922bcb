import { jobQuery } from './job-query.ts';

const NOW = Date.parse('2026-12-08T12:00:00.000Z');

describe('the query of a view', () => {
  it('has a span that ends when the view is read as its start', () => {
    expect(jobQuery({ time: '7d' }, NOW)).toEqual({ from: '2026-12-01T12:00:00.000Z' });
  });

  it('has one cause instead of all those of failed jobs', () => {
    expect(jobQuery({ status: 'failed', cause: 'killed' })).toEqual({ status: 'failed', cause: 'killed' });
  });

  it('has the other filters in the words of the API', () => {
    const list = { queue: 'urgent', runner_id: 'r1', from: '2026-12-01T09:00:00.000Z', min_duration_ms: 0 };
    expect(jobQuery({ ...list, label: ['run=7'], sheet: 's', columns: ['sample'] })).toEqual({
      ...list,
      min_duration_ms: '0',
      label: 'run=7',
      correlation_id: 's',
    });
  });
});
