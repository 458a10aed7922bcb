import { createInbox, type NatsConnection } from '@nats-io/transport-node';
import type { ConnectionStatus } from '../event-log.ts';
import { ConnectionLostError } from './server-errors.ts';

/** Connection to the server, and its state. */
export class Link {
  readonly nc: NatsConnection;
  readonly newInbox: () => string;
  private current: ConnectionStatus = 'connected';
  private readonly listeners = new Set<(connection: ConnectionStatus) => void>();

  constructor(nc: NatsConnection, inboxPrefix?: string) {
    this.nc = nc;
    this.newInbox = () => createInbox(inboxPrefix);
    void this.watch();
  }

  /** Whether the server belongs to a cluster, in which servers with a replica can be behind the leader. */
  get isClustered(): boolean {
    return this.nc.info?.cluster !== undefined;
  }

  get connection(): ConnectionStatus {
    return this.current;
  }

  onConnection(listener: (connection: ConnectionStatus) => void): () => void {
    this.listeners.add(listener);
    return () => this.listeners.delete(listener);
  }

  /** Waits until the connection is up or permanently closed, `ms` have passed, or `signal` aborts. */
  async settled(ms: number, signal?: AbortSignal): Promise<void> {
    if (this.current !== 'disconnected' || signal?.aborted) return;
    await new Promise<void>((resolve) => {
      const done = (): void => {
        clearTimeout(timer);
        stop();
        signal?.removeEventListener('abort', done);
        resolve();
      };
      const timer = setTimeout(done, ms);
      const stop = this.onConnection(done);
      signal?.addEventListener('abort', done);
    });
  }

  /**
   * Waits for the response to a request. Rejects if the connection changes first, because the response is then lost.
   */
  answer<T>(request: Promise<T>): Promise<T> {
    return new Promise((resolve, reject) => {
      const stop = this.onConnection(() => reject(new ConnectionLostError('The connection was lost')));
      request.then(resolve, reject).finally(stop);
    });
  }

  private async watch(): Promise<void> {
    for await (const { type } of this.nc.status()) {
      if (type === 'disconnect') this.become('disconnected');
      else if (type === 'reconnect') this.become('connected');
    }
    this.become('closed');
  }

  private become(connection: ConnectionStatus): void {
    if (this.current === connection) return;
    this.current = connection;
    for (const listener of [...this.listeners]) listener(connection);
  }
}
