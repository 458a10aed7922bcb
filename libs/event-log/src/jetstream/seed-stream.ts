import { jetstreamManager, type JetStreamManager } from '@nats-io/jetstream';
import { millis } from '@nats-io/transport-node';
import { STREAM } from '@reprise/contracts';
import type { Message } from '../codec.ts';
import { StreamNotEmptyError } from '../errors.ts';
import { connectTo, type ConnectOptions } from './connect.ts';
import { Link } from './link.ts';
import { Seeder } from './seeder.ts';
import { failureOf } from './server-errors.ts';
import { ensureStream } from './stream.ts';

const CONNECT_MS = 30_000;

export interface SeedOptions extends ConnectOptions {
  /** On how many servers of a cluster the stream is kept, where it is made. Default 1. */
  readonly replicas?: number | undefined;
  /** Told of each event that is on disk. */
  readonly stored?: (seq: number) => void;
}

/** A message as it was once stored, and where. */
export type Stored = Message & { readonly seq: number };

/**
 * Fills an empty stream with what was once stored, from event 1 on without a gap: each message at its old sequence,
 * byte for byte, headers in their order. Nobody else may write meanwhile. On an error the stream keeps what it has.
 * An id that comes again soon is waited for until the server has forgotten it: two minutes, and seldom.
 * @returns the sequence of the last one; what is left of an atomic batch whose end never comes is not stored
 * @throws StreamNotEmptyError there is something in the stream, or somebody else writes into it
 */
export async function seedStream(options: SeedOptions, messages: AsyncIterable<Stored>): Promise<number> {
  const link = new Link(await connectTo(options, CONNECT_MS), options.inboxPrefix);
  try {
    const jsm = await jetstreamManager(link.nc, { checkAPI: false });
    const seeder = new Seeder(link, await prepare(jsm, options.replicas ?? 1), options.stored);
    for await (const message of messages) await seeder.put(message);
    return await seeder.flush();
  } finally {
    await link.nc.close();
  }
}

/** Makes the stream where there is none. Returns how long it knows an id, in milliseconds. */
async function prepare(jsm: JetStreamManager, replicas: number): Promise<number> {
  if (!(await exists(jsm))) await ensureStream(jsm, replicas);
  const { state, config } = await jsm.streams.info(STREAM);
  if (state.last_seq > 0)
    throw new StreamNotEmptyError(
      `The stream ${STREAM} is not empty: it reaches to event ${String(state.last_seq)}. Only an empty one can be filled.`,
    );
  return millis(config.duplicate_window);
}

/** Whether the server has the log's stream. Makes none. */
export async function streamExists(options: ConnectOptions): Promise<boolean> {
  const nc = await connectTo(options, CONNECT_MS);
  try {
    return await exists(await jetstreamManager(nc, { checkAPI: false }));
  } finally {
    await nc.close();
  }
}

const exists = (jsm: JetStreamManager): Promise<boolean> =>
  jsm.streams.info(STREAM).then(
    () => true,
    (error: unknown) => {
      if (failureOf(error) === 'no_stream') return false;
      throw error;
    },
  );
