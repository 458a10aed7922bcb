import { jetstreamManager } from '@nats-io/jetstream';
import { STREAM, STREAM_SUBJECTS } from '@reprise/contracts';
import { connectTo, type ConnectOptions } from './connect.ts';
import { LogUnavailableError } from '../errors.ts';
import { Link } from './link.ts';
import { retry } from './retry.ts';
import { failureOf } from './server-errors.ts';

const PATIENCE_MS = 30_000;
const REQUEST_MS = 5_000;

/** Subjects of each earlier release. */
const EARLIER_SUBJECTS: readonly (readonly string[])[] = [
  // Before subjects contained the writer.
  ['reprise.jobs.*.life.*', 'reprise.jobs.*.task.*', 'reprise.jobs.*.refused.*', 'reprise.queues.*.*'],
  // Before there were events of access and of runners.
  ['reprise.jobs.*.life.>', 'reprise.jobs.*.task.>', 'reprise.jobs.*.refused.>', 'reprise.queues.*.>'],
  // Before there were events of uploads and inputs.
  [
    ...['reprise.jobs.*.life.>', 'reprise.jobs.*.task.>', 'reprise.jobs.*.refused.>', 'reprise.queues.*.>'],
    ...['reprise.runners.*.>', 'reprise.access.>'],
  ],
];

export const isOfEarlierRelease = (subjects: readonly string[]): boolean =>
  EARLIER_SUBJECTS.some((earlier) => JSON.stringify(earlier) === JSON.stringify(subjects));

export interface UpgradeOptions extends ConnectOptions {
  /** Replicas that the stream should have at least. Default 1. */
  readonly replicas?: number | undefined;
}

/**
 * Adds the subjects of this release to the stream of an earlier one, and the missing replicas; stored messages are
 * unchanged. No-op if there is no such stream, or if the permission or the servers are missing.
 */
export async function upgradeStream({ replicas = 1, ...options }: UpgradeOptions): Promise<void> {
  const nc = await connectTo(options, PATIENCE_MS);
  const link = new Link(nc);
  try {
    const { streams } = await jetstreamManager(nc, { checkAPI: false, timeout: REQUEST_MS });
    // A cluster does not answer before it has elected a leader.
    await retry(link, PATIENCE_MS, async () => {
      const { config } = await streams.info(STREAM);
      if (isOfEarlierRelease(config.subjects)) await streams.update(STREAM, { ...config, subjects: STREAM_SUBJECTS });
      if (config.num_replicas < replicas) await streams.update(STREAM, { num_replicas: replicas });
    });
  } catch (error) {
    const failure = failureOf(error instanceof LogUnavailableError ? error.cause : error);
    if (failure !== 'no_stream' && failure !== 'too_few_servers' && failure !== 'refused') throw error;
  } finally {
    await nc.close();
  }
}
