import { connect, createServer, type Socket } from 'node:net';

/** Proxy that can lose a response: the connection breaks after the request arrives and before the response does. */
export interface LossyLink {
  readonly url: string;
  /** Drops the next append acknowledgement together with the connection. Resolves afterwards. */
  loseNextAck(): Promise<void>;
  /** Starts or stops dropping append acknowledgements; other responses arrive. */
  loseAcks(lost: boolean): void;
  /** Drops all responses from now on; requests still arrive. */
  silence(): void;
  close(): Promise<void>;
}

export async function lossyLink(target: string): Promise<LossyLink> {
  const { hostname, port } = new URL(target);
  const open = new Set<Socket>();
  let silent = false;
  let losesAcks = false;
  let onAck: (() => void) | undefined;

  const server = createServer((client) => {
    const upstream = connect({ host: hostname, port: Number(port) });
    const both = [client, upstream];
    const end = (): void => both.forEach((socket) => socket.destroy());
    both.forEach((socket) => open.add(socket.on('error', end).on('close', end)));
    client.pipe(upstream);
    upstream.on('data', (data) => {
      if (silent) return;
      const isAck = /"stream":"REPRISE",\s*"seq":/.test(data.toString('latin1'));
      if (losesAcks && isAck) return;
      if (onAck && isAck) {
        onAck();
        onAck = undefined;
        end();
      } else client.write(data);
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const address = server.address() as { port: number };
  return {
    url: `nats://127.0.0.1:${String(address.port)}`,
    loseNextAck: () => new Promise((resolve) => (onAck = resolve)),
    loseAcks: (lost) => void (losesAcks = lost),
    silence: () => void (silent = true),
    close: () => {
      open.forEach((socket) => socket.destroy());
      return new Promise((resolve) => server.close(() => resolve()));
    },
  };
}
