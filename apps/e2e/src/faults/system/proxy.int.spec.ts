import { once } from 'node:events';
import { connect, createServer, type AddressInfo, type Server, type Socket } from 'node:net';
import { freePort } from '@reprise/local-servers';
import { Proxy } from './proxy.ts';

let echo: Server;
let proxy: Proxy;
let clients: Socket[];
beforeEach(async () => {
  clients = [];
  echo = createServer((socket) => socket.on('error', () => undefined).pipe(socket)).listen(0, '127.0.0.1');
  await once(echo, 'listening');
  proxy = await Proxy.listening('echo', await freePort(), (echo.address() as AddressInfo).port);
});
afterEach(() => {
  for (const client of clients) client.destroy();
  proxy.close();
  echo.close();
});

function client(): Socket {
  const socket = connect({ host: '127.0.0.1', port: proxy.port });
  socket.on('error', () => undefined);
  clients.push(socket);
  return socket;
}

async function answers(socket: Socket, word: string): Promise<string> {
  const data = once(socket, 'data');
  socket.write(word);
  return String((await data)[0]);
}

describe('the proxy', () => {
  it('passes data on, also slowly', async () => {
    const socket = client();
    expect(await answers(socket, 'one')).toBe('one');
    await proxy.fail('slow');
    expect(await answers(socket, 'two')).toBe('two');
  });

  it('resets connections, and accepts new ones', async () => {
    const socket = client();
    await answers(socket, 'one');
    const closed = new Promise((resolve) => socket.once('close', resolve));
    await proxy.fail('reset');
    await closed;
    expect(await answers(client(), 'two')).toBe('two');
  });

  it('refuses connections until it is restored', async () => {
    const socket = client();
    await answers(socket, 'one');
    const closed = new Promise((resolve) => socket.once('close', resolve));
    await proxy.fail('refuse');
    await closed;
    const error = await new Promise<NodeJS.ErrnoException>((resolve) => client().once('error', resolve));
    expect(error.code).toBe('ECONNREFUSED');
    await proxy.heal();
    expect(await answers(client(), 'two')).toBe('two');
  });

  it('holds all data back in a black hole, and delivers it afterwards', async () => {
    const socket = client();
    await answers(socket, 'one');
    await proxy.fail('black-hole');
    let isHealed = false;
    const late = client();
    const answered = Promise.all(
      [socket, late].map(async (each, index) => {
        expect(await answers(each, String(index))).toBe(String(index));
        expect(isHealed).toBe(true);
      }),
    );
    await once(late, 'connect');
    isHealed = true;
    await proxy.heal();
    await answered;
  });
});
