import { once } from 'node:events';
import { createServer, type Server } from 'node:http';
import { json } from 'node:stream/consumers';
import type { AddressInfo } from 'node:net';

/** Target of a webhook: counts the deliveries by event id. */
export class Receiver {
  readonly received = new Map<string, number>();
  readonly #server: Server;

  private constructor(server: Server) {
    this.#server = server;
  }

  static async listening(): Promise<Receiver> {
    const server = createServer((request, response) => {
      json(request).then(
        (body) => {
          const { id } = body as { id: string };
          receiver.received.set(id, (receiver.received.get(id) ?? 0) + 1);
          response.writeHead(204).end();
        },
        // The request was cut off, or is not a delivery.
        () => response.writeHead(400).end(),
      );
    });
    const receiver = new Receiver(server);
    server.listen(0, '127.0.0.1');
    await once(server, 'listening');
    return receiver;
  }

  get url(): string {
    return `http://127.0.0.1:${String((this.#server.address() as AddressInfo).port)}/events`;
  }

  close(): void {
    this.#server.close();
    this.#server.closeAllConnections();
  }
}
