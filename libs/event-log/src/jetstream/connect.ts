import { setTimeout as delay } from 'node:timers/promises';
import { connect, type ConnectionOptions, type NatsConnection } from '@nats-io/transport-node';
import { LogUnavailableError, UnsuitableServerError } from '../errors.ts';
import { reconnectDelay } from './reconnect-delay.ts';
import { failureOf } from './server-errors.ts';

/** First version with atomic batches. */
const OLDEST = [2, 12] as const;
const RETRY_MS = 250;

export interface ConnectOptions {
  /**
   * `nats://user:password@host:port`; several URLs are separated by commas. Use `tls://` for an encrypted connection.
   * Append `?inbox_prefix=` for an account that may subscribe only to its own inbox.
   */
  readonly servers: string;
  /** Takes precedence over the login in the URL. */
  readonly user?: string;
  readonly pass?: string;
  /** Name in the server's list of connections. */
  readonly name: string;
  /** Prefix of reply subjects; takes precedence over the one in the URL. Default `_INBOX`. */
  readonly inboxPrefix?: string;
}

/**
 * Connects, retrying until the deadline. Once connected, it reconnects without limit.
 * @throws LogUnavailableError if no server answers, or the login is rejected
 * @throws UnsuitableServerError if the server is too old, or has no JetStream
 */
export async function connectTo(options: ConnectOptions, deadlineMs: number): Promise<NatsConnection> {
  const nc = await connectWithRetry(connectionOptions(options), performance.now() + deadlineMs);
  try {
    assertSuitable(nc);
    return nc;
  } catch (error) {
    await nc.close();
    throw error;
  }
}

/** Returns the options of the client. The client ignores everything in a URL except the address. */
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
    reconnectDelayHandler: reconnectDelay(RETRY_MS),
    // By default, the client closes for good after two rejected logins in a row. These can occur while users are
    // reloaded.
    ignoreAuthErrorAbort: true,
    // By default, each request records a stack trace in case it fails, which costs the gateway 2 ms per submission.
    // Without it, the trace of a timeout starts in a timer.
    noAsyncTraces: true,
    ...(prefix && { inboxPrefix: prefix }),
    ...(urls.some((url) => url.protocol === 'tls:') && { tls: {} }),
    ...(login && { user: decodeURIComponent(login.username), pass: decodeURIComponent(login.password) }),
    ...(user !== undefined && { user, pass: pass ?? '' }),
  };
}

/** @param deadline as of `performance.now()` */
async function connectWithRetry(options: ConnectionOptions, deadline: number): Promise<NatsConnection> {
  for (;;) {
    try {
      return await connect(options);
    } catch (error) {
      if (failureOf(error) === 'refused' || performance.now() + RETRY_MS > deadline) {
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
