import { createServer, type IncomingHttpHeaders, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { Webhook } from 'standardwebhooks';
import { until } from '@reprise/read-model/testing';

export interface Received {
  readonly headers: IncomingHttpHeaders;
  readonly body: string;
}

export interface Answer {
  readonly status: number;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: string;
  /** Delays the response until this resolves. */
  readonly after?: Promise<void>;
}

/** A receiver of webhooks on the loopback. */
export class Receiver {
  readonly received: Received[] = [];
  /** Returns the response to a request. */
  answer: (received: Received) => Answer = () => ({ status: 204 });
  #server: Server | undefined;
  #port = 0;

  /** Starts on the same port as before, if there was one. */
  async start(): Promise<this> {
    const server = createServer((request, response) => {
      const parts: Buffer[] = [];
      request.on('data', (part: Buffer) => parts.push(part));
      request.on('end', () => {
        const received = { headers: request.headers, body: Buffer.concat(parts).toString() };
        this.received.push(received);
        const { status, headers = {}, body = '', after } = this.answer(received);
        void Promise.resolve(after).then(() => response.writeHead(status, headers).end(body));
      });
    });
    await new Promise<void>((resolve, reject) => {
      server.once('error', reject).listen(this.#port, '127.0.0.1', resolve);
    });
    this.#port = (server.address() as AddressInfo).port;
    this.#server = server;
    return this;
  }

  get url(): string {
    return `http://127.0.0.1:${String(this.#port)}/hook`;
  }

  /** Received events by type, each verified with the specification's library. */
  verified(secret: string): { type: string; subject: string; data: Record<string, unknown> }[] {
    return this.received.map(
      ({ headers, body }) =>
        new Webhook(secret).verify(body, headers as Record<string, string>) as ReturnType<Receiver['verified']>[number],
    );
  }

  wait = (what: string, count: number): Promise<void> => until(() => this.received.length >= count, what);

  async stop(): Promise<void> {
    const server = this.#server;
    this.#server = undefined;
    if (!server) return;
    server.closeAllConnections();
    await new Promise((resolve) => server.close(resolve));
  }
}
