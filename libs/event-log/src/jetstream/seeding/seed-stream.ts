import { jetstreamManager, type JetStreamManager, type StreamState } from '@nats-io/jetstream';
import { millis } from '@nats-io/transport-node';
import { STREAM } from '@reprise/contracts';
import { StreamNotEmptyError } from '../../errors.ts';
import { connectTo, type ConnectOptions } from '../connect.ts';
import { Link } from '../link.ts';
import { Seeder, type SeedMessage } from './seeder.ts';
import { failureOf } from '../server-errors.ts';
import { ensureStream } from '../stream.ts';

const PATIENCE_MS = 30_000;

export interface SeedOptions extends ConnectOptions {
  /** Replicas of the stream if it is created. Default 1. */
  readonly replicas?: number | undefined;
  /** Called with the sequence of each event on disk. */
  readonly onStored?: (seq: number) => void;
}

/**
 * Restores stored messages into an empty stream, from event 1 without a gap. Each keeps its sequence, its bytes and the
 * order of its headers. There must be no other writer. After an error the stream keeps what was stored. If an id
 * repeats within the duplicate window, waits until the window has passed (two minutes; rare).
 * @returns the sequence of the last message; an incomplete atomic batch at the end is not stored
 * @throws StreamNotEmptyError if the stream is not empty, or has another writer
 */
export async function seedStream(options: SeedOptions, messages: AsyncIterable<SeedMessage>): Promise<number> {
  const link = new Link(await connectTo(options, PATIENCE_MS), options.inboxPrefix);
  try {
    const jsm = await jetstreamManager(link.nc, { checkAPI: false, timeout: PATIENCE_MS });
    const seeder = new Seeder(link, await prepare(jsm, options.replicas ?? 1), options.onStored);
    for await (const message of messages) await seeder.put(message);
    return await seeder.flush();
  } finally {
    await link.nc.close();
  }
}

/** Creates the stream if it does not exist. Returns the duplicate window in milliseconds. */
async function prepare(jsm: JetStreamManager, replicas: number): Promise<number> {
  if (!(await exists(jsm))) await ensureStream(jsm, replicas);
  const { state, config } = await jsm.streams.info(STREAM);
  checkEmpty(state);
  return millis(config.duplicate_window);
}

function checkEmpty({ last_seq }: StreamState): void {
  if (last_seq === 0) return;
  throw new StreamNotEmptyError(
    `The stream ${STREAM} is not empty: it reaches to event ${String(last_seq)}. Only an empty one can be filled.`,
  );
}

/** Checks that the log's stream does not exist or is empty. Does not create it. @throws StreamNotEmptyError */
export async function assertStreamEmpty(options: ConnectOptions): Promise<void> {
  const nc = await connectTo(options, PATIENCE_MS);
  try {
    const jsm = await jetstreamManager(nc, { checkAPI: false, timeout: PATIENCE_MS });
    if (await exists(jsm)) checkEmpty((await jsm.streams.info(STREAM)).state);
  } finally {
    await nc.close();
  }
}

/** Whether the log's stream exists. Does not create it. */
export async function streamExists(options: ConnectOptions): Promise<boolean> {
  const nc = await connectTo(options, PATIENCE_MS);
  try {
    return await exists(await jetstreamManager(nc, { checkAPI: false, timeout: PATIENCE_MS }));
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
