import { closeSync, existsSync, fsyncSync, openSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { type ConsumerAPI, type ConsumerConfig, type ConsumerInfo, DeliverPolicy } from '@nats-io/jetstream';
import type { Head } from '@reprise/event-log';
import { COPY } from '@reprise/local-servers';

/** Durable consumers of the mirror, each with the position at which it is recreated. */
export interface Positions {
  /** Creation time of the log, because positions in another log are meaningless. */
  readonly log_created: string;
  readonly consumers: readonly ConsumerConfig[];
}

export async function readPositions(consumers: ConsumerAPI, log: Head): Promise<Positions> {
  const durable: ConsumerInfo[] = [];
  for await (const info of consumers.list(COPY)) if (info.config.durable_name) durable.push(info);
  return {
    log_created: log.created,
    consumers: durable.map(({ config: { opt_start_time: _, ...kept }, ack_floor }) => ({
      ...kept,
      deliver_policy: DeliverPolicy.StartSequence,
      opt_start_seq: ack_floor.stream_seq + 1,
    })),
  };
}

/** Creates the consumers that the mirror lacks. Existing ones are ahead of the saved positions. */
export async function restorePositions(consumers: ConsumerAPI, { consumers: saved }: Positions): Promise<void> {
  const present = new Set<string>();
  for await (const { name } of consumers.list(COPY)) present.add(name);
  for (const config of saved) if (!present.has(config.durable_name ?? '')) await consumers.add(COPY, config);
}

/** Writes the positions to a file, atomically. */
export function savePositions(file: string, positions: Positions): void {
  const unfinished = `${file}.unfinished`;
  const descriptor = openSync(unfinished, 'w', 0o600);
  try {
    writeFileSync(descriptor, JSON.stringify(positions));
    fsyncSync(descriptor);
  } finally {
    closeSync(descriptor);
  }
  renameSync(unfinished, file);
}

/** Restores consumers that are missing because of a crash while the mirror was recreated, and removes the file. */
export async function restoreSaved(consumers: ConsumerAPI, file: string, log: Head): Promise<void> {
  if (!existsSync(file)) return;
  const saved = JSON.parse(readFileSync(file, 'utf8')) as Positions;
  if (saved.log_created === log.created) await restorePositions(consumers, saved);
  rmSync(file);
}
