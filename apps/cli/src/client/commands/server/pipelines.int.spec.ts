import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';

const MAIN = join(import.meta.dirname, '../../main.ts');

/** Returns the standard error of `reprise pipelines wes`, where the server answers a check so. */
async function said(check: { readonly status: number; readonly body: object }): Promise<string> {
  const pipeline = { name: 'wes', params: {}, schema: null, compiled: [] };
  const server = createServer((request, response) => {
    request.resume().once('end', () => {
      const isCheck = request.url === '/api/jobs/check';
      response.statusCode = isCheck ? check.status : 200;
      response.end(JSON.stringify(isCheck ? check.body : { items: [pipeline], broken: [] }));
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const REPRISE_URL = `http://127.0.0.1:${String((server.address() as AddressInfo).port)}`;
  const command = spawn(process.execPath, [MAIN, 'pipelines', 'wes'], {
    env: { PATH: process.env['PATH'], XDG_CONFIG_HOME: tmpdir(), REPRISE_URL, REPRISE_TOKEN: 'token' },
    stdio: ['ignore', 'ignore', 'pipe'],
  });
  const errors = text(command.stderr);
  await once(command, 'exit');
  server.closeAllConnections();
  server.close();
  return errors;
}

describe('the command for one pipeline', () => {
  it.each([
    ['a runner compiles it', { status: 200, body: { compiling: true } }, 'A runner compiles it now: ask again'],
    ['none does', { status: 200, body: { compiling: false } }, ''],
    ['who asks may not submit', { status: 403, body: { status: 403, detail: 'This needs the role operator.' } }, ''],
  ])('says so while a runner compiles it, and nothing else: where %s', async (_, check, words) => {
    expect((await said(check)).slice(0, words.length || undefined)).toBe(words);
  });
});
