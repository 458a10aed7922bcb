import { jetstreamManager } from '@nats-io/jetstream';
import { STREAM, STREAM_SUBJECTS } from '@reprise/contracts';
import { connectTo, type ConnectOptions } from './connect.ts';
import { failureOf } from './server-errors.ts';

const PATIENCE_MS = 30_000;

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

/**
 * Adds the subjects of this release to the stream of an earlier one; stored messages are unchanged. No-op if there is
 * no such stream, or if the permission is missing.
 */
export async function upgradeStream(options: ConnectOptions): Promise<void> {
  const nc = await connectTo(options, PATIENCE_MS);
  try {
    const { streams } = await jetstreamManager(nc, { checkAPI: false, timeout: PATIENCE_MS });
    const { config } = await streams.info(STREAM);
    if (isOfEarlierRelease(config.subjects)) await streams.update(STREAM, { ...config, subjects: STREAM_SUBJECTS });
  } catch (error) {
    const failure = failureOf(error);
    if (failure !== 'no_stream' && failure !== 'refused') throw error;
  } finally {
    await nc.close();
  }
}
