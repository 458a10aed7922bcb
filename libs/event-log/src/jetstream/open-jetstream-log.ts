import { jetstreamManager } from '@nats-io/jetstream';
import { STREAM } from '@reprise/contracts';
import type { Patience } from './append.ts';
import { connectionOptions, connectTo, type ConnectOptions } from './connect.ts';
import { durabilityWarnings } from './durability.ts';
import { JetStreamEventLog } from './jetstream-event-log.ts';
import { Link } from './link.ts';
import { persist } from './persist.ts';
import { ensureStream } from './stream.ts';

const PATIENCE: Patience = { requestMs: 5_000, deadlineMs: 30_000 };

export interface JetStreamOptions extends ConnectOptions, Partial<Patience> {
  /** How long the server may take to be there, in milliseconds. Default: `deadlineMs`. */
  readonly bootMs?: number;
  /** On how many servers of a cluster the stream is kept, where it is made. Default 1. */
  readonly replicas?: number | undefined;
  /** `http://host:8222`, several separated by commas: the servers' monitoring ports, asked once whether they fsync. */
  readonly monitorUrl?: string | undefined;
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
    const wanted = options.replicas ?? 1;
    const replicas = await persist(link, deadline - Date.now(), () => ensureStream(jsm, wanted));
    const warnings = [
      ...(replicas < wanted ? [tooFew(replicas, wanted)] : []),
      ...(await durabilityWarnings(options.monitorUrl?.split(',') ?? [])),
    ];
    return { log: new JetStreamEventLog(link, jsm, patience), warnings };
  } catch (error) {
    await link.nc.close();
    throw error;
  }
}

const tooFew = (replicas: number, wanted: number): string =>
  `The log is kept on ${String(replicas)} of the servers, not on ${String(wanted)}: it was made so. ` +
  `To change it: nats stream edit ${STREAM} --replicas ${String(wanted)}, with a login that may change it`;
