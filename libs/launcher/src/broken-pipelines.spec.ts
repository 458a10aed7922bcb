import { createServer } from 'node:http';
import { once } from 'node:events';
import type { AddressInfo } from 'node:net';
import { brokenPipelines } from './broken-pipelines.ts';

async function answeredWith(status: number, body: object): Promise<string[]> {
  const gateway = createServer((_, response) => response.writeHead(status).end(JSON.stringify(body)));
  await once(gateway.listen(0, '127.0.0.1'), 'listening');
  const url = `http://127.0.0.1:${String((gateway.address() as AddressInfo).port)}`;
  try {
    return await brokenPipelines({ url, token: 'token' });
  } finally {
    gateway.close();
    gateway.closeAllConnections();
  }
}

describe('broken pipelines at a start', () => {
  it('are listed in a line each, by file, field and reason', async () => {
    const broken = [
      { file: '/lab/no-json/reprise.json', field: null, reason: 'is not valid JSON' },
      { file: '/lab/a/reprise.json', field: 'script', reason: 'there is no gone.nf' },
    ];
    expect(await answeredWith(200, { items: [], next_cursor: null, broken })).toEqual([
      'A pipeline is not there, the others are: /lab/no-json/reprise.json: is not valid JSON. Correct it: it is read again by itself.',
      'A pipeline is not there, the others are: /lab/a/reprise.json, script: there is no gone.nf. Correct it: it is read again by itself.',
    ]);
  });

  it('are not listed if the gateway accepts no token', async () => {
    expect(await answeredWith(401, {})).toEqual([]);
  });

  it('are not reported as none if the gateway returns no list', async () => {
    expect(await answeredWith(503, {})).toEqual([
      'Pipelines that are wrong are not listed here: the gateway answered 503 when it was asked.',
    ]);
  });
});
