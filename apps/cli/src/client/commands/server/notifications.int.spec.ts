import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { json, text } from 'node:stream/consumers';

const MAIN = join(import.meta.dirname, '../../main.ts');
const OWN = {
  occasions: [] as string[],
  jobs: 'mine',
  pipeline: [] as string[],
  label: [] as string[],
  one_message_per: 'batch',
  quiet_hours: null,
  address: 'ana@lab.example',
  is_available: true,
  status: null,
  disabled_why: null,
  last_try: null,
};

/** Runs `reprise notifications` with a server that accepts every choice, and answers a test with the given result. */
async function run(args: readonly string[], test: object = { status: 'delivered' }) {
  const asked: unknown[] = [];
  const server = createServer((request, response) => {
    void (async () => {
      const body = request.method === 'PATCH' ? ((await json(request)) as object) : undefined;
      asked.push(body ?? `${request.method ?? ''} ${request.url ?? ''}`);
      response.end(JSON.stringify(request.url?.endsWith('/test') ? test : { ...OWN, ...body }));
    })();
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const REPRISE_URL = `http://127.0.0.1:${String((server.address() as AddressInfo).port)}`;
  const command = spawn(process.execPath, [MAIN, 'notifications', ...args], {
    env: { PATH: process.env['PATH'], XDG_CONFIG_HOME: tmpdir(), REPRISE_URL, REPRISE_TOKEN: 'token' },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  const [out, err] = [text(command.stdout), text(command.stderr)];
  const [code] = (await once(command, 'exit')) as [number];
  server.closeAllConnections();
  server.close();
  return { asked, code, out: (await out).trim(), err: (await err).trim() };
}

describe('reprise notifications', () => {
  it('shows that nothing is chosen by default, without a change', async () => {
    expect(await run([])).toMatchObject({
      asked: ['GET /api/notifications/own'],
      code: 0,
      out: 'You get no e-mails. Choose some with --on.',
    });
  });

  it('chooses failures only, and leaves the rest as it is', async () => {
    expect(await run(['--on', 'failed', '--label', 'run=7'])).toMatchObject({
      asked: [{ occasions: ['failed'], label: ['run=7'] }],
      out: 'E-mails to ana@lab.example about your jobs (run=7): failed\nOne per batch, when its jobs have ended',
    });
    expect((await run(['--off'])).asked).toEqual([{ occasions: [] }]);
  });

  it('chooses messages about batches, and quiet hours', async () => {
    expect((await run(['--one-per', 'job', '--quiet', '22:00-07:00@Europe/Berlin'])).asked).toEqual([
      { one_message_per: 'job', quiet_hours: { from: '22:00', to: '07:00', time_zone: 'Europe/Berlin' } },
    ]);
    expect((await run(['--quiet', 'none'])).asked).toEqual([{ quiet_hours: null }]);
    expect((await run(['--quiet', 'at night'])).err).toContain('It must be two times, such as 22:00-07:00');
  });

  it('refuses an unknown occasion before it asks the server', async () => {
    const { asked, code, err } = await run(['--on', 'always']);
    expect([asked, code === 0]).toEqual([[], false]);
    expect(err).toContain('It must be one of ended, failed, quality_failed, approval_needed, runner_away, disk_low.');
  });

  it('reports why a test failed', async () => {
    const { code, err } = await run(['--test'], { status: 'failed', last_try: { error: 'No such mailbox' } });
    expect(code).not.toBe(0);
    expect(err).toContain('The test failed. No such mailbox');
  });
});
