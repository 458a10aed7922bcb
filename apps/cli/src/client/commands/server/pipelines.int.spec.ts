import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';

const MAIN = join(import.meta.dirname, '../../main.ts');

/** Returns the standard error of `reprise pipelines wes` and its requests, given this response to the check. */
async function said(check: { readonly status: number; readonly body: object }, denied = {}): Promise<string[]> {
  const asked: string[] = [];
  const pipeline = { name: 'wes', params: {}, schema: null, compiled: [] };
  const server = createServer((request, response) => {
    request.resume().once('end', () => {
      const isCheck = request.url === '/api/jobs/check';
      asked.push(request.url ?? '');
      response.statusCode = isCheck ? check.status : 200;
      const other = { items: [pipeline], broken: [], denied_routes: denied };
      response.end(JSON.stringify(isCheck ? check.body : other));
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
  return [await errors, ...asked];
}

describe('the command for one pipeline', () => {
  it.each([
    ['compiles it', { status: 200, body: { compiling: true } }, /^A runner compiles it now: ask again/],
    ['does not', { status: 200, body: { compiling: false } }, /^$/],
    ['cannot be asked', { status: 503, body: { status: 503, detail: 'The database does not answer.' } }, /^$/],
  ])('reports only a running compilation: one %s', async (_, check, words) => {
    const [errors] = await said(check);
    expect(errors).toMatch(words);
  });

  it('skips the request without the right to it, since the refusal would be in the audit', async () => {
    const check = { status: 403, body: { status: 403, detail: 'This needs the role operator.' } };
    const [errors, ...asked] = await said(check, { 'POST /api/jobs/check': 'needs the role operator' });
    expect([errors, asked.includes('/api/jobs/check')]).toEqual(['', false]);
  });
});
