import { once } from 'node:events';
import { createServer, get } from 'node:http';
import type { AddressInfo } from 'node:net';
import { pino } from 'pino';
import { logRequests } from './log-requests.ts';

/** Log lines of requests to these paths. */
async function logged(paths: readonly string[], actor: string): Promise<{ level: number; req: { url: string } }[]> {
  const lines: string[] = [];
  const log = logRequests(pino({}, { write: (line) => void lines.push(line) }));
  const server = createServer((request, response) => {
    log(Object.assign(request, { actor }), response);
    response.end();
  }).listen(0, '127.0.0.1');
  await once(server, 'listening');
  for (const path of paths) {
    const { port } = server.address() as AddressInfo;
    const [response] = (await once(get({ port, path, agent: false }), 'response')) as [NodeJS.ReadableStream];
    await once(response.resume(), 'end');
  }
  await new Promise((resolve) => server.close(resolve));
  return lines.map((line) => JSON.parse(line) as { level: number; req: { url: string } });
}

describe('the log of a request', () => {
  it('contains its path without the query', async () => {
    const paths = ['/?token=secret', '/jobs?q=PAT-0417', '/api/jobs?q=%E0%A4%A&&x=1#part', '/api/jobs/7'];
    const urls = (await logged(paths, 'admin')).map(({ req }) => req.url);
    expect(urls).toEqual(['/', '/jobs', '/api/jobs', '/api/jobs/7']);
  });

  it('has no line for a request without a token, since a summary covers those', async () => {
    expect(await logged(['/', '/api/jobs?token=guess'], '')).toEqual([]);
  });
});
