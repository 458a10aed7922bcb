import { once } from 'node:events';
import { get, type IncomingHttpHeaders, type IncomingMessage } from 'node:http';
import type { AddressInfo } from 'node:net';
import { buffer } from 'node:stream/consumers';
import { brotliDecompressSync, gunzipSync } from 'node:zlib';
import express, { type Response } from 'express';
import { compress } from './compress.ts';

const LONG = { words: 'a page of jobs '.repeat(200) };
const routes: Record<string, (response: Response) => unknown> = {
  '/api/long': (response) => response.json(LONG),
  '/api/huge': (response) => response.json({ words: 'word '.repeat(60_000) }),
  '/api/short': (response) => response.json({ words: 'few' }),
  '/api/stream': (response) => {
    response.type('text/plain').write(LONG.words);
    response.end(Buffer.from(LONG.words));
  },
  '/api/events': (response) => response.type('text/event-stream').end(Buffer.from(LONG.words)),
  '/api/picture': (response) => response.type('image/png').end(Buffer.from(LONG.words)),
  '/page.js': (response) => response.type('text/javascript').send(LONG.words),
};

/** Asks a server that answers through the middleware. */
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
    const [answer] = (await once(get({ port, path, method, headers, agent: false }), 'response')) as [IncomingMessage];
    return { status: answer.statusCode, headers: answer.headers, body: await buffer(answer) };
  } finally {
    await new Promise((resolve) => server.close(resolve));
  }
}

describe('an answer that is whole', () => {
  it.each([
    { accepts: 'gzip, deflate', encoding: 'gzip', read: gunzipSync },
    { accepts: 'gzip, deflate, br', encoding: 'br', read: brotliDecompressSync },
  ])('is compressed in one piece, with its length, for who accepts $accepts', async ({ accepts, encoding, read }) => {
    const { headers, body } = await ask('/api/long', { 'accept-encoding': accepts });
    expect(headers).toMatchObject({ 'content-encoding': encoding, 'content-length': String(body.length) });
    expect(headers['vary']).toMatch(/accept-encoding/i);
    expect(JSON.parse(read(body).toString())).toEqual(LONG);
  });

  it.each<{ who: string; headers: Record<string, string> }>([
    { who: 'who accepts no encoding', headers: {} },
    { who: 'who accepts others only', headers: { 'accept-encoding': 'zstd' } },
    { who: 'who refuses gzip', headers: { 'accept-encoding': 'gzip;q=0' } },
    { who: 'who asks for a part of it', headers: { 'accept-encoding': 'gzip', range: 'bytes=0-9' } },
  ])('stays as it is for $who', async ({ headers: asked }) => {
    const { headers, body } = await ask('/api/long', asked);
    expect(headers['content-encoding']).toBeUndefined();
    expect(JSON.parse(body.toString())).toEqual(LONG);
  });

  it('stays as it is if it is short', async () => {
    const { headers, body } = await ask('/api/short');
    expect(headers['content-encoding']).toBeUndefined();
    expect(JSON.parse(body.toString())).toEqual({ words: 'few' });
  });

  it('is not sent again to who has it', async () => {
    const { headers } = await ask('/api/long');
    const again = await ask('/api/long', { 'accept-encoding': 'gzip', 'if-none-match': headers['etag'] ?? '' });
    expect([again.status, again.body.length]).toEqual([304, 0]);
  });

  it('has headers only where only they are asked for', async () => {
    const { status, body } = await ask('/api/long', { 'accept-encoding': 'gzip' }, 'HEAD');
    expect([status, body.length]).toEqual([200, 0]);
  });
});

describe('other answers', () => {
  it.each(['/api/huge', '/api/stream', '/page.js'])('are compressed as they are written: %s', async (path) => {
    const { headers, body } = await ask(path);
    expect(headers).toMatchObject({ 'content-encoding': 'gzip', 'transfer-encoding': 'chunked' });
    expect(gunzipSync(body).length).toBeGreaterThan(body.length);
  });

  it.each(['/api/events', '/api/picture'])('stay as they are: %s', async (path) => {
    const { headers, body } = await ask(path);
    expect(headers['content-encoding']).toBeUndefined();
    expect(body.toString()).toBe(LONG.words);
  });
});
