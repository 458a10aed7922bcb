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

/** Sends a command to a job that refuses it, and returns what the command prints. */
async function refused(verb: string, refusal: string, job: object, people: object = {}): Promise<string> {
  const server = createServer((request, response) => {
    request.resume().once('end', () => {
      const isCommand = request.method === 'POST';
      response.statusCode = isCommand ? 409 : 200;
      const found = request.url === '/api/people' ? { people: [], tokens: [], runners: [], ...people } : job;
      response.end(JSON.stringify(isCommand ? { status: 409, detail: refusal } : found));
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const REPRISE_URL = `http://127.0.0.1:${String((server.address() as AddressInfo).port)}`;
  const command = spawn(process.execPath, [MAIN, verb, JOBS[0]!], {
    env: {
      PATH: process.env['PATH'],
      XDG_CONFIG_HOME: tmpdir(),
      REPRISE_URL,
      REPRISE_TOKEN: 'token',
      TZ: 'Asia/Tokyo',
    },
    stdio: ['ignore', 'ignore', 'pipe'],
  });
  const said = text(command.stderr);
  await once(command, 'exit');
  server.closeAllConnections();
  server.close();
  return said;
}

describe('a command that a job refuses', () => {
  it.each([
    ['cancelled', 'cancelled'],
    ['error', 'failed'],
  ])('describes a job that ended by %s as %s, although the API has one status for both', async (cause, word) => {
    const cleaned = { work_dir: null, results: null };
    const job = { job_id: JOBS[0], status: 'failed', failure: { cause }, cleaned };
    expect(await refused('cancel', 'Cannot cancel job with status: failed', job)).toContain(
      `Cannot cancel job with status: ${word}\n`,
    );
  });

  it('names the removal of its work dir in local time, and the person by name', async () => {
    const removed = { at: '2026-02-01T20:00:00.000Z', by: 'user:0196f0c8-5b7e-7c3a-9a52-7c1d5e8f2b91' };
    const job = { job_id: JOBS[0], status: 'failed', failure: null, cleaned: { work_dir: removed, results: null } };
    const person = { user_id: removed.by.slice(5), name: 'Anna Berg', email: null, initials: 'AB', role: 'operator' };
    const refusal = `Cannot resume: its work dir was removed on 2026-02-01 20:00:00 UTC by a person named in its history. Rerun it instead.`;
    expect(await refused('resume', refusal, job, { people: [person] })).toMatch(
      /^Error: Cannot resume: its work dir was removed at 2026-02-02 05:00\S* by Anna Berg\. Rerun it instead\.\n/,
    );
  });
});
