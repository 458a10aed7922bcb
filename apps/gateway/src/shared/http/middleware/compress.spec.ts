import { once } from 'node:events';
import { request, type IncomingHttpHeaders, type IncomingMessage } from 'node:http';
import type { AddressInfo } from 'node:net';
import { buffer } from 'node:stream/consumers';
import { brotliDecompressSync, gunzipSync } from 'node:zlib';
import express, { type Response } from 'express';
import { compress } from './compress.ts';

const LONG = { words: 'a page of jobs '.repeat(200) };
const HUGE = { words: 'word '.repeat(300_000) };
const routes: Record<string, (response: Response) => unknown> = {
  '/api/long': (response) => response.json(LONG),
  '/api/huge': (response) => response.json(HUGE),
  '/api/short': (response) => response.json({ words: 'few' }),
  '/api/stream': (response) => {
    response.type('text/plain').write(LONG.words);
    response.end(Buffer.from(LONG.words));
  },
  '/api/exact': (response) => response.set('cache-control', 'no-store, no-transform').json(LONG),
  '/api/events': (response) => response.type('text/event-stream').end(Buffer.from(LONG.words)),
  '/api/picture': (response) => response.type('image/png').end(Buffer.from(LONG.words)),
  '/page.js': (response) => response.type('text/javascript').send(LONG.words),
};

/** Sends requests to a server that uses the middleware. */
async function ask(
  path: string,
  headers: Record<string, string> = { 'accept-encoding': 'gzip' },
  method = 'GET',
): Promise<{ status: number | undefined; headers: IncomingHttpHeaders; body: Buffer }> {
  const app = express().use(compress);
  for (const [route, answer] of Object.entries(routes)) app.get(route, (_, response) => void answer(response));
  const server = app.listen(0, '127.0.0.1');
  try {
    await once(server, 'listening');
    const { port } = server.address() as AddressInfo;
    const [answer] = (await once(request({ port, path, headers, method, agent: false }).end(), 'response')) as [
      IncomingMessage,
    ];
    return { status: answer.statusCode, headers: answer.headers, body: await buffer(answer) };
  } finally {
    await new Promise((resolve) => server.close(resolve));
  }
}

describe('a complete answer', () => {
  it.each([
    { accepts: 'gzip, deflate', encoding: 'gzip', read: gunzipSync },
    { accepts: 'gzip, deflate, br', encoding: 'br', read: brotliDecompressSync },
  ])(
    'is compressed in one piece, with its length, for a client that accepts $accepts',
    async ({ accepts, encoding, read }) => {
      const { headers, body } = await ask('/api/long', { 'accept-encoding': accepts });
      expect(headers).toMatchObject({ 'content-encoding': encoding, 'content-length': String(body.length) });
      expect(headers['vary']).toMatch(/accept-encoding/i);
      expect(JSON.parse(read(body).toString())).toEqual(LONG);
    },
  );

  it.each<{ does: string; headers: Record<string, string> }>([
    { does: 'accepts no encoding', headers: {} },
    { does: 'accepts others only', headers: { 'accept-encoding': 'zstd' } },
    { does: 'refuses gzip', headers: { 'accept-encoding': 'gzip;q=0' } },
    { does: 'would rather have it as it is', headers: { 'accept-encoding': 'identity, gzip;q=0.5' } },
    { does: 'asks for a part of it', headers: { 'accept-encoding': 'gzip', range: 'bytes=0-9' } },
  ])('stays uncompressed for a client that $does', async ({ headers: asked }) => {
    const { headers, body } = await ask('/api/long', asked);
    expect(headers['content-encoding']).toBeUndefined();
    expect(JSON.parse(body.toString())).toEqual(LONG);
  });

  it('has no length of another encoding for HEAD', async () => {
    const head = (path: string, headers?: Record<string, string>) => ask(path, headers, 'HEAD');
    for (const path of ['/api/long', '/api/huge', '/page.js'])
      expect([path, (await head(path)).headers['content-length']]).toEqual([path, undefined]);
    for (const [path, headers] of [['/api/short'], ['/api/long', {}], ['/api/exact']] as const)
      expect([path, (await head(path, headers)).headers['content-length']]).toEqual([
        path,
        (await ask(path, headers)).headers['content-length'],
      ]);
  });

  it('stays uncompressed if it is short', async () => {
    const { headers, body } = await ask('/api/short');
    expect(headers['content-encoding']).toBeUndefined();
    expect(JSON.parse(body.toString())).toEqual({ words: 'few' });
  });

  it('is compressed with the encoding that the client prefers', async () => {
    const { headers, body } = await ask('/api/long', { 'accept-encoding': 'gzip, br;q=0.1' });
    expect(headers['content-encoding']).toBe('gzip');
    expect(JSON.parse(gunzipSync(body).toString())).toEqual(LONG);
  });

  it('stays uncompressed if its bytes must not change', async () => {
    const { headers, body } = await ask('/api/exact');
    expect(headers).not.toHaveProperty('content-encoding');
    expect(body.toString()).toBe(JSON.stringify(LONG));
  });

  it('is not sent again to a client that has it', async () => {
    const etag = (await ask('/api/long')).headers['etag']!;
    const again = await ask('/api/long', { 'accept-encoding': 'gzip', 'if-none-match': etag });
    expect([again.status, again.body.length]).toEqual([304, 0]);
  });
});

describe('other answers', () => {
  it.each([
    { path: '/api/huge', text: JSON.stringify(HUGE) },
    { path: '/api/stream', text: LONG.words + LONG.words },
    { path: '/page.js', text: LONG.words },
  ])('are compressed as they are written: $path', async ({ path, text }) => {
    const { headers, body } = await ask(path);
    expect(headers).toMatchObject({ 'content-encoding': 'gzip', 'transfer-encoding': 'chunked' });
    expect(gunzipSync(body).toString()).toBe(text);
  });

  it.each(['/api/events', '/api/picture'])('stay uncompressed: %s', async (path) => {
    const { headers, body } = await ask(path);
    expect(headers['content-encoding']).toBeUndefined();
    expect(body.toString()).toBe(LONG.words);
  });
});
