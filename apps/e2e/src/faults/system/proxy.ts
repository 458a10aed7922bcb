import { createServer, connect, type Server, type Socket } from 'node:net';
import { once } from 'node:events';
import type { ConnectionFault } from '../record/kinds.ts';

const SLOW_MS = 150;

/** TCP proxy on the loopback that simulates every kind of network failure. */
export class Proxy {
  readonly name: string;
  readonly port: number;
  readonly #target: number;
  #server: Server | undefined;
  readonly #pairs = new Set<readonly [Socket, Socket]>();
  #fault: Exclude<ConnectionFault, 'reset'> | undefined;

  private constructor(name: string, port: number, target: number) {
    this.name = name;
    this.port = port;
    this.#target = target;
  }

  /** @param target port on the loopback */
  static async listening(name: string, port: number, target: number): Promise<Proxy> {
    const proxy = new Proxy(name, port, target);
    await proxy.#listen();
    return proxy;
  }

  /** Resets all connections, or keeps a fault until `heal`. */
  async fail(fault: ConnectionFault): Promise<void> {
    if (fault === 'reset') return this.#reset();
    this.#fault = fault;
    if (fault === 'black-hole') for (const socket of this.#sockets()) socket.pause();
    if (fault !== 'refuse') return;
    const closed = this.#server && once(this.#server, 'close');
    this.#server?.close();
    this.#server = undefined;
    this.#reset();
    await closed;
  }

  /** Forwards everything again. Data that a black hole has held back arrives now, as after a network partition. */
  async heal(): Promise<void> {
    this.#fault = undefined;
    for (const socket of this.#sockets()) socket.resume();
    if (!this.#server) await this.#listen();
  }

  close(): void {
    this.#server?.close();
    this.#reset();
  }

  async #listen(): Promise<void> {
    const server = createServer((client) => this.#connect(client));
    this.#server = server;
    server.listen({ host: '127.0.0.1', port: this.port });
    await once(server, 'listening');
  }

  #connect(client: Socket): void {
    const upstream = connect({ host: '127.0.0.1', port: this.#target });
    const pair = [client, upstream] as const;
    this.#pairs.add(pair);
    const end = () => {
      this.#pairs.delete(pair);
      client.destroy();
      upstream.destroy();
    };
    for (const [from, to] of [
      [client, upstream],
      [upstream, client],
    ] as const) {
      from.on('data', (data) => this.#pass(data, to));
      from.once('error', end).once('close', end);
      if (this.#fault === 'black-hole') from.pause();
    }
  }

  #pass(data: Buffer, to: Socket): void {
    if (this.#fault !== 'slow') to.write(data);
    // Timers of the same length keep the order.
    else setTimeout(() => to.writable && to.write(data), SLOW_MS);
  }

  #reset(): void {
    for (const socket of this.#sockets()) socket.resetAndDestroy();
    this.#pairs.clear();
  }

  #sockets(): Socket[] {
    return [...this.#pairs].flat();
  }
}
