import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { Receiver } from '../testing/receiver.ts';
import { send } from './send.ts';
import { cidrsOf } from '@reprise/settings';
import { Targets } from './target.ts';

const targets = new Targets(cidrsOf('127.0.0.1'));
const NOW = new Date('2026-11-24T12:00:00.000Z');
const post = (url: string, { signal = new AbortController().signal, timeoutMs = 15_000 } = {}) =>
  send(targets, { url, headers: { 'webhook-id': 'one' }, body: '{"a":"ü"}' }, NOW, { signal, timeoutMs });

let receiver: Receiver;
beforeEach(async () => {
  receiver = await new Receiver().start();
});
afterEach(() => receiver.stop());

describe('a webhook request', () => {
  it('sends the body byte for byte, and keeps the beginning of the answer', async () => {
    receiver.answer = () => ({ status: 200, body: `ok\0${'x'.repeat(10_000)}` });
    const tried = await post(receiver.url);
    expect(receiver.received[0]).toMatchObject({ body: '{"a":"ü"}', headers: { 'content-length': '10' } });
    expect(tried).toMatchObject({ at: NOW.toISOString(), response_status: 200, error: null });
    expect(tried.response_body).toMatch(/^okx+$/);
    expect(tried.response_body).toHaveLength(4095);
  });

  it('times out without an answer', async () => {
    receiver.answer = () => ({ status: 200, after: new Promise(() => undefined) });
    const tried = await post(receiver.url, { timeoutMs: 400 });
    expect(tried).toMatchObject({ response_status: null, error: 'It did not answer within 0.4 s.' });
  });

  it('counts by its status if the body never ends', async () => {
    const server: Server = createServer((_, response) => void response.writeHead(200).write('some'));
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    const { port } = server.address() as AddressInfo;
    const tried = await post(`http://127.0.0.1:${String(port)}/`, { timeoutMs: 5_000 });
    expect(tried).toMatchObject({ error: null, response_body: 'some' });
    server.closeAllConnections();
    server.close();
  });

  it('is aborted when the gateway stops', async () => {
    receiver.answer = () => ({ status: 200, after: new Promise(() => undefined) });
    const stopping = new AbortController();
    const posting = post(receiver.url, { signal: stopping.signal });
    await receiver.wait('it is under way', 1);
    stopping.abort(new Error('stopped'));
    await expect(posting).rejects.toThrow();
  });

  it('is aborted at once during the name lookup too', async () => {
    const hanging = new Targets([], () => new Promise(() => undefined));
    const stopping = new AbortController();
    const outgoing = { url: 'https://lab.example/hook', headers: {}, body: '{}' };
    const sending = send(hanging, outgoing, NOW, { signal: stopping.signal, timeoutMs: 120_000 });
    stopping.abort(new Error('stopped'));
    await expect(sending).rejects.toThrow('stopped');
    await expect(send(hanging, outgoing, NOW, { signal: stopping.signal })).rejects.toThrow('stopped');
  });

  it('reads the delay that the receiver requests, as seconds and as a date', async () => {
    const asked = async (value: string) => {
      receiver.answer = () => ({ status: 503, headers: { 'retry-after': value } });
      return (await post(receiver.url)).retry_after_ms;
    };
    expect(await asked('120')).toBe(120_000);
    expect(await asked('Tue, 24 Nov 2026 12:01:00 GMT')).toBe(60_000);
    expect(await asked('Tue, 24 Nov 2026 11:00:00 GMT')).toBe(0);
    expect(await asked('soon')).toBe(0);
  });

  it('explains its failure in text', async () => {
    receiver.answer = () => ({ status: 404 });
    expect((await post(receiver.url)).error).toBe('It answered 404 Not Found.');
    expect((await post(receiver.url.replace('http:', 'https:'))).error).toMatch(/^The request failed: /);
    await receiver.stop();
    expect((await post(receiver.url)).error).toBe('Nothing listens there: the connection was refused.');
  });
});
