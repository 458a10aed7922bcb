import { jetstreamManager } from '@nats-io/jetstream';
import { STREAM } from '@reprise/contracts';
import type { Timeouts } from './append.ts';
import { connectionOptions, connectTo, type ConnectOptions } from './connect.ts';
import { LogUnavailableError, UnsuitableServerError } from '../errors.ts';
import { durabilityWarnings } from './durability.ts';
import { JetStreamEventLog } from './jetstream-event-log.ts';
import { Link } from './link.ts';
import { retry } from './retry.ts';
import { missingEvents } from './missing-events.ts';
import { failureOf } from './server-errors.ts';
import { ensureStream } from './stream.ts';

const DEFAULT_TIMEOUTS: Timeouts = { requestMs: 5_000, deadlineMs: 30_000 };

export interface JetStreamOptions extends ConnectOptions, Partial<Timeouts> {
  /** Maximum wait for the server to become available, in milliseconds. Default: `deadlineMs`. */
  readonly bootMs?: number;
  /** Replicas of the stream if it is created. Default 1. */
  readonly replicas?: number | undefined;
  /**
   * Monitoring ports of the servers, such as `http://host:8222`; several are separated by commas. They are queried once
   * to find out whether the servers fsync.
   */
  readonly monitorUrl?: string | undefined;
  /** Whether the login, such as a runner's, may read only certain filters. Each request then has a single filter. */
  readonly isFiltered?: boolean;
  /** Timeout of those ports in milliseconds, for tests on busy machines. Default 2 s. */
  readonly monitorMs?: number;
}

/**
 * Connects, and creates the stream if it does not exist.
 * @returns the log, and warnings about the server for operators
 * @throws UnsuitableServerError if the server is too old or has no JetStream, or the stream is not configured as a log
 * @throws LogUnavailableError if the server was not available within `bootMs`
 */
export async function openJetStreamLog(
  options: JetStreamOptions,
): Promise<{ log: JetStreamEventLog; warnings: readonly string[] }> {
  const timeouts = {
    requestMs: options.requestMs ?? DEFAULT_TIMEOUTS.requestMs,
    deadlineMs: options.deadlineMs ?? DEFAULT_TIMEOUTS.deadlineMs,
  };
  const deadline = performance.now() + (options.bootMs ?? timeouts.deadlineMs);
  const link = new Link(await connectTo(options, deadline - performance.now()), connectionOptions(options).inboxPrefix);
  try {
    const jsm = await jetstreamManager(link.nc, { checkAPI: false, timeout: timeouts.requestMs });
    const wanted = options.replicas ?? 1;
    const { config, state } = await retry(link, deadline - performance.now(), () => ensureStream(jsm, wanted));
    const { last_seq, messages } = state;
    const damage = missingEvents({ last_seq, missing: last_seq - messages });
    const warnings = [
      ...(config.num_replicas < wanted ? [tooFew(config.num_replicas, wanted)] : []),
      ...(damage === null ? [] : [damage]),
      ...(await durabilityWarnings(options.monitorUrl?.split(',') ?? [], options.monitorMs)),
    ];
    const log = new JetStreamEventLog(link, jsm, timeouts, options.isFiltered);
    await log.loadQuarantine().catch((error: unknown) => {
      throw options.isFiltered && isRefused(error) ? new UnsuitableServerError(LOGIN_OF_BEFORE) : error;
    });
    return { log, warnings };
  } catch (error) {
    await link.nc.close();
    throw error;
  }
}

const isRefused = (error: unknown): boolean =>
  error instanceof LogUnavailableError && failureOf(error.cause) === 'refused';

const LOGIN_OF_BEFORE =
  'The login may not read the log as a runner of this release does. Update gateway, runners and the logins of runners ' +
  'at the NATS server together: docs/add-runner.md';

const tooFew = (replicas: number, wanted: number): string =>
  `The log is kept on ${String(replicas)} of the servers, not on ${String(wanted)}. To change it, run create-log with ` +
  `NATS_UPGRADER_URL, or, with a login that may change it: nats stream edit ${STREAM} --replicas ${String(wanted)}`;
