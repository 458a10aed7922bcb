import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { createServer, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';

const MAIN = join(import.meta.dirname, '../../main.ts');
const JOBS = [
  '0196f0c8-5b7e-7c3a-9a52-7c1d5e8f2b90',
  '0196f0c9-5b7e-7c3a-9a52-7c1d5e8f2b91',
  '0196f0ca-5b7e-7c3a-9a52-7c1d5e8f2b92',
];

describe('a command to several jobs', () => {
  it('reaches all jobs, also if the reader of its output leaves after the first', async () => {
    const cancelled: string[] = [];
    let leave = (): void => undefined;
    const left = new Promise<void>((resolve) => (leave = resolve));
    const server = createServer((request, response) => {
      request.resume().once('end', () => void answer(request.url ?? '', response));
    });
    const answer = async (url: string, response: ServerResponse) => {
      const [, job_id = '', command] = /^\/api\/jobs\/([^/?]+)(\/cancel)?/.exec(url) ?? [];
      if (!command) return response.end(JSON.stringify({ job_id }));
      if (cancelled.push(job_id) > 1) await left;
      response.statusCode = 202;
      response.end(JSON.stringify({ job_id, seq: cancelled.length, message: 'Cancelling' }));
    };
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    const REPRISE_URL = `http://127.0.0.1:${String((server.address() as AddressInfo).port)}`;
    const command = spawn(process.execPath, [MAIN, 'cancel', ...JOBS], {
      env: { PATH: process.env['PATH'], XDG_CONFIG_HOME: tmpdir(), REPRISE_URL, REPRISE_TOKEN: 'token' },
      stdio: ['ignore', 'pipe', 'inherit'],
    });
    const ended = once(command, 'exit');
    await once(command.stdout, 'data');
    command.stdout.destroy();
    await once(command.stdout, 'close');
    leave();
    const [code] = (await ended) as [number | null];
    server.closeAllConnections();
    server.close();
    expect(cancelled).toEqual(JOBS);
    expect(code).toBe(0);
  });
});

describe('a command that a job refuses for its status', () => {
  it.each([
    ['cancelled', 'cancelled'],
    ['error', 'failed'],
  ])('describes a job that ended by %s as %s, although the API has one status for both', async (cause, word) => {
    const server = createServer((request, response) => {
      request.resume().once('end', () => {
        const isCommand = request.method === 'POST';
        response.statusCode = isCommand ? 400 : 200;
        const refusal = { status: 400, detail: 'Cannot cancel job with status: failed' };
        response.end(JSON.stringify(isCommand ? refusal : { job_id: JOBS[0], status: 'failed', failure: { cause } }));
      });
    });
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    const REPRISE_URL = `http://127.0.0.1:${String((server.address() as AddressInfo).port)}`;
    const command = spawn(process.execPath, [MAIN, 'cancel', JOBS[0]!], {
      env: { PATH: process.env['PATH'], XDG_CONFIG_HOME: tmpdir(), REPRISE_URL, REPRISE_TOKEN: 'token' },
      stdio: ['ignore', 'ignore', 'pipe'],
    });
    const said = text(command.stderr);
    await once(command, 'exit');
    server.closeAllConnections();
    server.close();
    expect(await said).toContain(`Cannot cancel job with status: ${word}\n`);
  });
});
