import { setTimeout as delay } from 'node:timers/promises';
import { connect, type ConnectionOptions, type NatsConnection } from '@nats-io/transport-node';
import { LogUnavailableError, UnsuitableServerError } from '../errors.ts';
import { failureOf } from './server-errors.ts';

/** Atomic batches came with it. */
const OLDEST = [2, 12] as const;
const RETRY_MS = 250;

export interface ConnectOptions {
  /**
   * `nats://user:password@host:port`, several separated by commas; `tls://` for an encrypted connection. A login that
   * may hear only answers of its own is followed by `?inbox_prefix=`.
   */
  readonly servers: string;
  /** Instead of what the URL holds. */
  readonly user?: string;
  readonly pass?: string;
  /** Shown by the server in its list of connections. */
  readonly name: string;
  /** Where the server sends answers, instead of what the URL holds. Default `_INBOX`. */
  readonly inboxPrefix?: string;
}

/**
 * Connects, trying until the deadline, and never gives up a connection once made.
 * @throws LogUnavailableError nobody answers, or the login is refused
 * @throws UnsuitableServerError too old, or without JetStream
 */
export async function connectTo(options: ConnectOptions, deadlineMs: number): Promise<NatsConnection> {
  const nc = await keepTrying(connectionOptions(options), Date.now() + deadlineMs);
  try {
    assertSuitable(nc);
    return nc;
  } catch (error) {
    await nc.close();
    throw error;
  }
}

/** The client ignores what a URL holds besides the address, so it is taken out here. */
export function connectionOptions({ servers, user, pass, name, inboxPrefix }: ConnectOptions): ConnectionOptions {
  const urls = servers
    .split(',')
    .map((server) => new URL(server.includes('://') ? server.trim() : `nats://${server.trim()}`));
  const login = urls.find((url) => url.username !== '');
  const prefix = inboxPrefix ?? urls.map((url) => url.searchParams.get('inbox_prefix')).find(Boolean);
  return {
    servers: urls.map((url) => url.host),
    name,
    maxReconnectAttempts: -1,
    reconnectTimeWait: RETRY_MS,
    ...(prefix && { inboxPrefix: prefix }),
    ...(urls.some((url) => url.protocol === 'tls:') && { tls: {} }),
    ...(login && { user: decodeURIComponent(login.username), pass: decodeURIComponent(login.password) }),
    ...(user !== undefined && { user, pass: pass ?? '' }),
  };
}

async function keepTrying(options: ConnectionOptions, deadline: number): Promise<NatsConnection> {
  for (;;) {
    try {
      return await connect(options);
    } catch (error) {
      if (failureOf(error) === 'refused' || Date.now() + RETRY_MS > deadline) {
        const servers = [options.servers].flat().join(', ');
        throw new LogUnavailableError(`No event log at ${servers}: ${String(error)}`, 'not_stored', { cause: error });
      }
      await delay(RETRY_MS);
    }
  }
}

function assertSuitable({ info }: NatsConnection): void {
  const version = info?.version ?? '0';
  const [major = 0, minor = 0] = version.split('.').map(Number);
  if (major < OLDEST[0] || (major === OLDEST[0] && minor < OLDEST[1])) {
    throw new UnsuitableServerError(`nats-server ${version} is too old: ${OLDEST.join('.')} or newer is needed`);
  }
  if (info?.jetstream !== true) {
    throw new UnsuitableServerError(
      'nats-server runs without JetStream: start it with -js, or jetstream {} in its file',
    );
  }
}
