import { once } from 'node:events';
import { createServer, get } from 'node:http';
import type { AddressInfo } from 'node:net';
import { pino } from 'pino';
import { logRequests } from './log-requests.ts';

/** The addresses in the log, of requests to these. */
async function logged(paths: readonly string[]): Promise<string[]> {
  const lines: string[] = [];
  const log = logRequests(pino({}, { write: (line) => void lines.push(line) }));
  const server = createServer((request, response) => {
    log(request, response);
    response.end();
  }).listen(0, '127.0.0.1');
  await once(server, 'listening');
  for (const path of paths) {
    const { port } = server.address() as AddressInfo;
    const [response] = (await once(get({ port, path, agent: false }), 'response')) as [NodeJS.ReadableStream];
    await once(response.resume(), 'end');
  }
  await new Promise((resolve) => server.close(resolve));
  return lines.map((line) => (JSON.parse(line) as { req: { url: string } }).req.url);
}

describe('the log of a request', () => {
  it('has its address without the token, however that is written', async () => {
    expect(
      await logged(['/?token=secret', '/?a=1&token=secret&b=2', '/?%74oken=secret', '/?t%6Fken=secret&token=secret']),
    ).toEqual(['/?token=***', '/?a=1&token=***&b=2', '/?token=***', '/?token=***&token=***']);
  });

  it('has any other address as it is', async () => {
    const paths = ['/', '/jobs?q=%E0%A4%A&&tokens=1', '/api/jobs?q=a%20b'];
    expect(await logged(paths)).toEqual(paths);
  });
});
