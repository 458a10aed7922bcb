import { jetstreamManager } from '@nats-io/jetstream';
import type { Patience } from './append.ts';
import { connectionOptions, connectTo, type ConnectOptions } from './connect.ts';
import { durabilityWarning } from './durability.ts';
import { JetStreamEventLog } from './jetstream-event-log.ts';
import { Link } from './link.ts';
import { persist } from './persist.ts';
import { ensureStream } from './stream.ts';

const PATIENCE: Patience = { requestMs: 5_000, deadlineMs: 30_000 };

export interface JetStreamOptions extends ConnectOptions, Partial<Patience> {
  /** How long the server may take to be there, in milliseconds. Default: `deadlineMs`. */
  readonly bootMs?: number;
  /** Of the stream, where it is made. 3 in a cluster. Default 1. */
  readonly replicas?: number;
  /** `http://host:8222`: the server's monitoring port, asked once whether it fsyncs. */
  readonly monitorUrl?: string;
}

/**
 * Connects, and makes the stream where there is none.
 * @returns the log, and what an operator should know about the server
 * @throws UnsuitableServerError too old, without JetStream, or with a stream of that name that is no log
 * @throws LogUnavailableError it was not there in `bootMs`
 */
export async function openJetStreamLog(
  options: JetStreamOptions,
): Promise<{ log: JetStreamEventLog; warnings: readonly string[] }> {
  const patience = {
    requestMs: options.requestMs ?? PATIENCE.requestMs,
    deadlineMs: options.deadlineMs ?? PATIENCE.deadlineMs,
  };
  const deadline = Date.now() + (options.bootMs ?? patience.deadlineMs);
  const link = new Link(await connectTo(options, deadline - Date.now()), connectionOptions(options).inboxPrefix);
  try {
    const jsm = await jetstreamManager(link.nc, { checkAPI: false, timeout: patience.requestMs });
    await persist(link, deadline - Date.now(), () => ensureStream(jsm, options.replicas ?? 1));
    const warning = options.monitorUrl === undefined ? undefined : await durabilityWarning(options.monitorUrl);
    return { log: new JetStreamEventLog(link, jsm, patience), warnings: warning === undefined ? [] : [warning] };
  } catch (error) {
    await link.nc.close();
    throw error;
  }
}
