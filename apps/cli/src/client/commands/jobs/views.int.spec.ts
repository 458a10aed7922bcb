import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';

const MAIN = join(import.meta.dirname, '../../main.ts');
const at = '2026-12-01T09:00:00.000Z';
const view = {
  view_id: '0196f0c7-2a4e-7b1d-8c55-3f6a7b8c9d01',
  name: 'Failed',
  is_shared: true,
  created_by: 'machine',
  created_at: at,
  changed_at: at,
  can_change: false,
  list: { status: 'failed', label: ['run=7'], columns: ['sample'] },
  query: { status: 'failed', cause: 'error,killed', label: 'run=7' },
};
const own = {
  ...view,
  view_id: '0196f0c7-2a4e-7b1d-8c55-3f6a7b8c9d02',
  is_shared: false,
  list: { q: 'S1' },
  query: { q: 'S1' },
};

/** Runs the command with a server that has these views and no jobs. */
async function run(args: readonly string[], views: readonly object[]) {
  const asked: URL[] = [];
  const server = createServer((request, response) => {
    const url = new URL(request.url!, 'http://localhost');
    asked.push(url);
    if (url.pathname === '/api/views') response.end(JSON.stringify({ views }));
    else if (url.pathname === '/api/people') response.end(JSON.stringify({ people: [], tokens: [], runners: [] }));
    else response.end(JSON.stringify({ items: [], next_cursor: null }));
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const REPRISE_URL = `http://127.0.0.1:${String((server.address() as AddressInfo).port)}`;
  const command = spawn(process.execPath, [MAIN, ...args], {
    env: { PATH: process.env['PATH'], XDG_CONFIG_HOME: tmpdir(), REPRISE_URL, REPRISE_TOKEN: 'token' },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  const [out, err] = [text(command.stdout), text(command.stderr)];
  const [code] = (await once(command, 'exit')) as [number];
  server.closeAllConnections();
  server.close();
  const jobs = asked.find(({ pathname }) => pathname === '/api/jobs');
  return { query: jobs && Object.fromEntries(jobs.searchParams), code, out: await out, err: await err };
}

describe('reprise views', () => {
  it('lists the filters of each view', async () => {
    const { code, out } = await run(['views'], [view, own]);
    expect(code).toBe(0);
    expect(out).toContain('status=failed label=run=7');
    expect(out).toContain('q=S1');
  });
});

describe('reprise jobs --view', () => {
  it('lists the jobs of a view, and prefers an own view to a shared one of the same name', async () => {
    expect((await run(['jobs', '--view', 'failed'], [view])).query).toMatchObject(view.query);
    expect((await run(['jobs', '--view', 'failed'], [view, own])).query).toEqual({ q: 'S1', limit: '20' });
  });

  it('lets other options replace those of the view, with the causes of its status', async () => {
    const { query } = await run(['jobs', '--view', 'Failed', '--status', 'running'], [view]);
    expect(query).toEqual({ status: 'running', label: 'run=7', limit: '20' });
  });

  it('lets a cause replace the status of the view', async () => {
    const { query } = await run(['jobs', '--view', 'Failed', '--cause', 'killed'], [view]);
    expect(query).toEqual({ cause: 'killed', label: 'run=7', limit: '20' });
  });

  it('ends with the code of something missing if there is no such view', async () => {
    const { code, err } = await run(['jobs', '--view', 'Gone'], [view]);
    expect(code).toBe(4);
    expect(err).toContain('There is no view "Gone". List them with: reprise views');
  });
});

describe('the filters of reprise jobs', () => {
  it('are those of the API, with days and durations in their units', async () => {
    const times = ['--from', '2026-11-01T09:00:00Z', '--to', '2026-11-02T09:00:00Z', '--min-duration', '90m'];
    const { query } = await run(['jobs', '--queue', 'urgent', '--runner', 'r1', '--max-duration', '2h', ...times], []);
    expect(query).toEqual({
      queue: 'urgent',
      runner_id: 'r1',
      from: '2026-11-01T09:00:00.000Z',
      to: '2026-11-02T09:00:00.000Z',
      min_duration_ms: '5400000',
      max_duration_ms: '7200000',
      limit: '20',
    });
  });

  it('say how to write a duration', async () => {
    const { code, err } = await run(['jobs', '--min-duration', 'long'], []);
    expect(code).toBe(2);
    expect(err).toContain('Write it like 90s, 45m, 1.5h or 2d.');
  });
});
