import { FailureView, JobListQuery } from '@reprise/contracts';
import { COLUMNS, leastWidth, USUAL_COLUMNS } from './columns.ts';
import { fromParams, isFiltered, scopeQuery, toParams, toQuery } from './list-state.ts';

describe('the state of the job list in the address', () => {
  it('is all jobs, newest first, by default', () => {
    expect(fromParams({}, null)).toEqual({
      tile: 'all',
      q: '',
      pipeline: '',
      createdBy: '',
      qc: '',
      labels: [],
      sheet: '',
      more: {},
      sort: 'created_at',
      order: 'desc',
      columns: USUAL_COLUMNS,
    });
    expect(Object.values(toParams(fromParams({}, null)))).toEqual(Array(18).fill(null));
  });

  it('reads as it was written', () => {
    const state = fromParams(
      {
        status: 'failed',
        q: 'PAT',
        pipeline: 'wes',
        created_by: 'a.meyer',
        qc: 'warn',
        label: 'run=2026-48,project=cardio',
        sheet: '019a3f2c',
        cause: 'killed',
        queue: 'urgent',
        runner_id: 'r1',
        time: '7d',
        min_duration_ms: '60000',
        sort: 'sample_name',
        order: 'asc',
        columns: 'sample,attempt',
      },
      null,
    );
    const params = Object.fromEntries(Object.entries(toParams(state)).filter(([, value]) => value !== null));
    expect(fromParams(params, null)).toEqual(state);
  });

  it('takes a label for each parameter of an address with several, as the API does', () => {
    expect(fromParams({ label: ['run=2026-48', 'project=cardio'] }, null).labels).toEqual([
      'run=2026-48',
      'project=cardio',
    ]);
  });

  it('includes all jobs of a samplesheet, also for people whose default is their own jobs', () => {
    const state = fromParams({ sheet: '019a3f2c' }, null, 'user:ada');
    expect([state.createdBy, isFiltered(state)]).toEqual(['', true]);
    expect(scopeQuery(state)).toEqual({ correlation_id: '019a3f2c' });
    expect(fromParams({ sheet: '019a3f2c', created_by: 'user:ada' }, null, 'user:ada').createdBy).toBe('user:ada');
  });

  it('has a cause only among failed jobs, and known spans', () => {
    expect(fromParams({ status: 'failed', cause: 'killed' }, null).more).toEqual({ cause: 'killed' });
    const running = { ...fromParams({ status: 'failed', cause: 'killed' }, null), tile: 'running' } as const;
    expect(toParams(running).cause).toBeNull();
    expect(fromParams({ cause: 'killed', time: 'ages' }, null).more).toEqual({});
  });

  it('ignores unknown values', () => {
    const state = fromParams({ status: 'odd', label: 'odd', sort: 'odd', order: 'odd', columns: 'odd,progress' }, null);
    expect(state).toMatchObject({
      tile: 'all',
      labels: [],
      sort: 'created_at',
      order: 'desc',
      columns: ['sample', 'progress'],
    });
  });

  it('includes the jobs of one person if that is the default, unless the address selects anyone', () => {
    const of = (created_by?: string) => fromParams(created_by === undefined ? {} : { created_by }, null, 'ada');
    expect([of(), of('anyone'), of('bo')].map(({ createdBy }) => createdBy)).toEqual(['ada', '', 'bo']);
    const params = [of(), of('anyone'), of('bo')].map((state) => toParams(state, 'ada').created_by);
    expect(params).toEqual([null, 'anyone', 'bo']);
  });

  it('shows the columns remembered in this browser, unless the address names others', () => {
    expect(fromParams({}, ['status', 'reason']).columns).toEqual(['status', 'sample', 'reason']);
    expect(fromParams({ columns: 'created' }, ['status']).columns).toEqual(['sample', 'created']);
  });
});

describe('the API query of the job list', () => {
  const tile = (status: string) => toQuery(fromParams({ status }, null));

  it('distinguishes cancelled from failed jobs by their cause', () => {
    expect(tile('cancelled')).toMatchObject({ status: 'failed', cause: 'cancelled' });
    expect(tile('failed')).toMatchObject({
      status: 'failed',
      cause: 'error,killed,runner_lost,start_failed,abandoned',
    });
    expect(tile('running')).toMatchObject({ status: 'running' });
    expect(tile('all')).toEqual({ sort: 'created_at', order: 'desc' });
    // The server accepts them. They are all the causes except that of a cancel.
    const causes = FailureView.shape.cause.exclude(['cancelled']).options;
    expect(JobListQuery.parse(tile('failed')).cause?.toSorted()).toEqual(causes.toSorted());
  });

  it('has one cause instead of all those of failed jobs, and the start of a span', () => {
    const query = toQuery(fromParams({ status: 'failed', cause: 'killed', time: '24h', queue: 'urgent' }, null));
    expect(query).toMatchObject({ status: 'failed', cause: 'killed', queue: 'urgent' });
    const ago = Date.now() - Date.parse(query.from!);
    expect(Math.abs(ago - 86_400_000)).toBeLessThan(60_000);
  });

  it('counts the tiles within the other filters', () => {
    expect(scopeQuery(fromParams({ status: 'failed', q: 'PAT', created_by: 'a' }, null))).toEqual({
      q: 'PAT',
      created_by: 'a',
    });
  });
});

it('treats everything except sorting and columns as a filter', () => {
  expect(isFiltered(fromParams({ sort: 'status', columns: 'sample' }, null))).toBe(false);
  expect(isFiltered(fromParams({ pipeline: 'wes' }, null))).toBe(true);
  expect(isFiltered(fromParams({ max_duration_ms: '1000' }, null))).toBe(true);
});

describe('the columns of the job list', () => {
  const widthOf = (keys: readonly string[]) => leastWidth(COLUMNS.filter(({ key }) => keys.includes(key)));

  it('fit into a small window by default, and otherwise request the width that each needs', () => {
    expect(widthOf(USUAL_COLUMNS)).toEqual({ wide: 966, narrow: 718, tight: 596 });
    const all = widthOf(COLUMNS.map(({ key }) => key)).wide;
    const others = COLUMNS.filter(({ width }) => width.endsWith('px')).map(({ width }) => Number.parseInt(width, 10));
    const rest = all - all * 0.18 - 44 - 252 - others.reduce((sum, width) => sum + width, 0);
    expect(Math.floor(rest)).toBeGreaterThanOrEqual(244);
  });
});
