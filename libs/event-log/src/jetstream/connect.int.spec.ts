import { createServer as createHttpServer } from 'node:http';
import { createServer, type AddressInfo, type Server, type Socket } from 'node:net';
import { Readable } from 'node:stream';
import { jest } from '@jest/globals';
import { jetstream, jetstreamManager } from '@nats-io/jetstream';
import { connect } from '@nats-io/transport-node';
import { STREAM, STREAM_SUBJECTS } from '@reprise/contracts';
import { startNats, type TestServer } from '@reprise/testing';
import { LogUnavailableError, UnsuitableServerError } from '../errors.ts';
import { connectionOptions, connectTo } from './connect.ts';
import { openJetStreamLog } from './open-jetstream-log.ts';
import { seedStream } from './seeding/seed-stream.ts';
import { streamConfig } from './stream.ts';

describe('The address of the log', () => {
  it('may contain the login and several servers', () => {
    const servers = 'nats://gateway:p%40ss@a:4222,nats://b:4223, c:4224';
    expect(connectionOptions({ servers, name: 'gateway', inboxPrefix: '_INBOX_gw' })).toMatchObject({
      servers: ['a:4222', 'b:4223', 'c:4224'],
      user: 'gateway',
      pass: 'p@ss',
      name: 'gateway',
      inboxPrefix: '_INBOX_gw',
      maxReconnectAttempts: -1,
    });
  });

  it('may state where answers to its login arrive', () => {
    const servers = 'nats://gateway:1@host:4222?inbox_prefix=_INBOX_gateway';
    expect(connectionOptions({ servers, name: 'x' })).toMatchObject({
      servers: ['host:4222'],
      inboxPrefix: '_INBOX_gateway',
    });
    expect(connectionOptions({ servers: 'nats://host:4222', name: 'x' })).not.toHaveProperty('inboxPrefix');
  });

  it('is overridden by a separate login, and requests encryption by its scheme', () => {
    const options = connectionOptions({ servers: 'tls://a:1@host:4222', user: 'b', pass: '2', name: 'x' });
    expect(options).toMatchObject({ servers: ['host:4222'], user: 'b', pass: '2', tls: {} });
    expect(connectionOptions({ servers: 'nats://host:4222', name: 'x' })).not.toHaveProperty('tls');
  });
});

describe('A connection', () => {
  it('reconnects after its login was refused several times', async () => {
    let refusals = 0;
    const sockets: Socket[] = [];
    const answer = (socket: Socket) => {
      sockets.push(socket);
      if (refusals === 0) return socket.write('PONG\r\n');
      refusals -= 1;
      return socket.end("-ERR 'Authorization Violation'\r\n");
    };
    const server = natsGreeting({ version: '2.12.0', jetstream: true }, answer);
    const { port, close } = await listening(server);
    const nc = await connectTo({ servers: `127.0.0.1:${String(port)}`, name: 'test' }, 5_000);
    const statuses = nc.status();
    refusals = 3;
    sockets[0]!.destroy();
    for await (const { type } of statuses) if (type === 'reconnect') break;
    expect([nc.isClosed(), refusals, sockets.length]).toEqual([false, 0, 5]);
    await nc.close();
    await close();
  });
});

describe('A connection whose clock is set back', () => {
  afterEach(() => jest.restoreAllMocks());

  it('is tried again at once, not when the clock has caught up', async () => {
    const server = await startNats();
    const nc = await connectTo({ servers: server.url, name: 'test' }, 5_000);
    const statuses = nc.status()[Symbol.asyncIterator]();
    const until = async (wanted: string) => {
      for (let type = ''; type !== wanted;) type = ((await statuses.next()).value as { type: string }).type;
    };
    const now = Date.now.bind(Date);
    const ahead = jest.spyOn(Date, 'now').mockImplementation(() => now() + 600_000);
    await server.kill();
    await until('reconnecting');
    ahead.mockRestore();
    await server.start();
    await until('reconnect');
    expect(nc.isClosed()).toBe(false);
    await nc.close();
    await server.stop();
  });
});

describe('Opening the log', () => {
  let server: TestServer;
  beforeAll(async () => {
    server = await startNats();
  });
  afterAll(() => server.stop());

  it('creates the stream once, as a log that allows no deletion', async () => {
    const opened = await Promise.all([1, 2, 3].map(() => openJetStreamLog({ servers: server.url, name: 'test' })));
    const again = await openJetStreamLog({ servers: server.url, name: 'test' });
    const heads = await Promise.all([...opened, again].map(({ log }) => log.head()));
    expect(new Set(heads.map(({ created }) => created)).size).toBe(1);
    const nc = await connect({ servers: server.url });
    const { config } = await (await jetstreamManager(nc)).streams.info(STREAM);
    expect(config).toMatchObject({
      subjects: STREAM_SUBJECTS,
      storage: 'file',
      retention: 'limits',
      discard: 'new',
      deny_delete: true,
      deny_purge: true,
      allow_direct: true,
      allow_atomic: true,
      max_age: 0,
      max_msgs: -1,
      max_bytes: -1,
      duplicate_window: 120e9,
    });
    await nc.close();
    await Promise.all([...opened, again].map(({ log }) => log.close()));
  });

  it('refuses a stream that could lose events, and names the wrong setting', async () => {
    const nc = await connect({ servers: server.url });
    const jsm = await jetstreamManager(nc);
    await jsm.streams.delete(STREAM);
    await jsm.streams.add({ name: STREAM, subjects: STREAM_SUBJECTS, max_msgs: 1000 });
    const opening = openJetStreamLog({ servers: server.url, name: 'test' });
    await expect(opening).rejects.toThrow(UnsuitableServerError);
    await expect(opening).rejects.toThrow(/discard is "old", not "new".*deny_delete.*max_msgs is 1000, not -1/);
    await jsm.streams.delete(STREAM);
    await nc.close();
  });

  it('refuses a server that is too old or has no JetStream', async () => {
    const refused = [
      [{ version: '2.11.9', jetstream: true }, 'nats-server 2.11.9 is too old: 2.12 or newer'],
      [{ version: '2.15.2' }, 'without JetStream'],
    ] as const;
    for (const [info, why] of refused) {
      const greeter = await listening(natsGreeting(info));
      const opening = openJetStreamLog({ servers: `nats://127.0.0.1:${String(greeter.port)}`, name: 'test' });
      await expect(opening).rejects.toThrow(UnsuitableServerError);
      await expect(opening).rejects.toThrow(why);
      await greeter.close();
    }
  });

  it('gives up at the deadline without an answer', async () => {
    const nobody = await listening(createServer());
    await nobody.close();
    const opening = openJetStreamLog({ servers: `127.0.0.1:${String(nobody.port)}`, name: 'test', deadlineMs: 600 });
    await expect(opening).rejects.toThrow(LogUnavailableError);
  });

  it('waits longer for a starting server than an append may take', async () => {
    const late = await startNats();
    await late.kill();
    const opening = openJetStreamLog({ servers: late.url, name: 'test', deadlineMs: 1, bootMs: 120_000 });
    await late.start();
    await (await opening).log.close();
    await late.stop();
  });

  it('warns if the monitoring port reports that acknowledged events are not on disk', async () => {
    const monitorOf = (jsz: unknown) => listening(createHttpServer((_, response) => response.end(JSON.stringify(jsz))));
    const sure = await monitorOf({ config: { sync_interval: 120e9, sync_always: true } });
    const unsure = await monitorOf({ config: { sync_interval: 120e9 } });
    const ports = [sure.port, unsure.port, 9];
    const { log, warnings } = await openJetStreamLog({
      servers: server.url,
      name: 'test',
      monitorMs: 60_000,
      monitorUrl: ports.map((port) => `http://127.0.0.1:${String(port)}`).join(','),
    });
    await Promise.all([log.close(), sure.close(), unsure.close()]);
    expect(warnings).toEqual([
      expect.stringMatching(new RegExp(`:${String(unsure.port)} acknowledges .* sync_interval: always`)),
      expect.stringMatching(/is unknown: http:.*:9 says/),
    ]);
  });

  it('requests the stream on the configured number of servers, and warns if the existing one has fewer', async () => {
    const empty = await startNats();
    const wanted = { servers: empty.url, name: 'test', replicas: 3 };
    const opening = openJetStreamLog(wanted);
    await expect(opening).rejects.toThrow(UnsuitableServerError);
    await expect(opening).rejects.toThrow(/cannot be kept on 3 servers: .* set REPRISE_NATS_REPLICAS to fewer/);
    await expect(seedStream(wanted, Readable.from([]))).rejects.toThrow(UnsuitableServerError);
    await (await openJetStreamLog({ ...wanted, replicas: 1 })).log.close();
    const { log, warnings } = await openJetStreamLog(wanted);
    await log.close();
    await empty.stop();
    expect(warnings).toEqual([expect.stringContaining('kept on 1 of the servers, not on 3')]);
  });

  it('warns if events are missing, as after damage to the store, and names the commands that help', async () => {
    const damaged = await startNats();
    const nc = await connect({ servers: damaged.url });
    const jsm = await jetstreamManager(nc);
    // Log streams deny deletes. This stream becomes a log stream afterwards.
    await jsm.streams.add({ ...streamConfig(1), deny_delete: false });
    for (let i = 0; i < 3; i++) await jetstream(nc).publish('reprise.queues.q.x', 'event');
    await jsm.streams.deleteMessage(STREAM, 2);
    await jsm.streams.update(STREAM, { deny_delete: true });
    const { log, warnings } = await openJetStreamLog({ servers: damaged.url, name: 'test' });
    await Promise.all([log.close(), nc.close()]);
    await damaged.stop();
    expect(warnings).toEqual([
      expect.stringMatching(/1 of its 3 events are missing\. npm run verify .*npm run reseed -- --new-store /),
    ]);
  });
});

/** Greets like a nats-server and answers every PING. */
const natsGreeting = (info: object, answer = (socket: Socket): unknown => socket.write('PONG\r\n')): Server =>
  createServer((socket) => {
    socket.on('error', () => undefined);
    socket.write(
      `INFO ${JSON.stringify({ server_id: 'x', headers: true, max_payload: 1048576, proto: 1, ...info })}\r\n`,
    );
    socket.on('data', (data) => data.toString().includes('PING') && answer(socket));
  });

async function listening(server: Server): Promise<{ port: number; close(): Promise<void> }> {
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return {
    port: (server.address() as AddressInfo).port,
    close: () => new Promise((resolve) => server.close(() => resolve())),
  };
}
