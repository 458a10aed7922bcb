import {
  DiscardPolicy,
  RetentionPolicy,
  StorageType,
  type JetStreamManager,
  type StreamConfig,
  type StreamInfo,
} from '@nats-io/jetstream';
import { nanos } from '@nats-io/transport-node';
import { STREAM, STREAM_SUBJECTS } from '@reprise/contracts';
import { MAX_PAYLOAD } from '../codec/codec.ts';
import { UnsuitableServerError } from '../errors.ts';
import { failureOf } from './server-errors.ts';
import { isOfEarlierRelease } from './upgrade-stream.ts';

/** Events with the same id within this time are deduplicated, even without an expectation. */
const DUPLICATE_WINDOW_MS = 120_000;
const HEADERS_ALLOWANCE = 16 * 1024;

/** Configuration that makes a stream a log: nothing is ever deleted, dropped or rewritten. */
const ESSENTIAL = {
  storage: StorageType.File,
  retention: RetentionPolicy.Limits,
  discard: DiscardPolicy.New,
  deny_delete: true,
  deny_purge: true,
  allow_direct: true,
  allow_atomic: true,
  max_age: 0,
  max_bytes: -1,
  max_msgs: -1,
  max_msgs_per_subject: -1,
  max_msg_size: MAX_PAYLOAD + HEADERS_ALLOWANCE,
  duplicate_window: nanos(DUPLICATE_WINDOW_MS),
  subjects: STREAM_SUBJECTS,
} satisfies Partial<StreamConfig>;

/** Stream configuration of the log. */
export const streamConfig = (replicas: number) => ({ name: STREAM, num_replicas: replicas, ...ESSENTIAL });

/**
 * Creates the stream if it does not exist. Returns its configuration and state.
 * @throws UnsuitableServerError if there are too few servers, or the stream is not configured as a log; names each
 * field
 */
export async function ensureStream(jsm: JetStreamManager, replicas: number): Promise<StreamInfo> {
  const info = await existing(jsm);
  if (!info) return add(jsm, replicas);
  const { config } = info;
  if (isOfEarlierRelease(config.subjects)) throw new UnsuitableServerError(FOR_UPGRADE);
  const differences = Object.entries(ESSENTIAL)
    .map(([field, wanted]) => ({ field, wanted, is: config[field as keyof StreamConfig] }))
    .filter(({ wanted, is }) => JSON.stringify(wanted) !== JSON.stringify(is))
    .map(({ field, wanted, is }) => `${field} is ${JSON.stringify(is)}, not ${JSON.stringify(wanted)}`);
  if (differences.length > 0) {
    throw new UnsuitableServerError(`The stream ${STREAM} is not set up as a log: ${differences.join('; ')}`);
  }
  return info;
}

const FOR_UPGRADE =
  `The stream ${STREAM} was made by an earlier release and takes no events of this one. ` +
  'Run create-log with NATS_UPGRADER_URL, or, with a login that may change the stream: ' +
  `nats stream edit ${STREAM} --subjects '${STREAM_SUBJECTS.join(',')}'`;

async function add(jsm: JetStreamManager, replicas: number): Promise<StreamInfo> {
  try {
    return await jsm.streams.add(streamConfig(replicas));
  } catch (error) {
    if (failureOf(error) !== 'too_few_servers') throw error;
    throw new UnsuitableServerError(
      `The log cannot be kept on ${String(replicas)} servers: ${(error as Error).message}. ` +
        'Add servers to the cluster, or set REPRISE_NATS_REPLICAS to fewer.',
      { cause: error },
    );
  }
}

async function existing(jsm: JetStreamManager): Promise<StreamInfo | undefined> {
  try {
    return await jsm.streams.info(STREAM);
  } catch (error) {
    if (failureOf(error) === 'no_stream') return undefined;
    throw error;
  }
}
