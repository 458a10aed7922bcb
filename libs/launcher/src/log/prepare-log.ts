import { join } from 'node:path';
import { openJetStreamLog, upgradeStream } from '@reprise/event-log';
import { restoreSaved } from './consumer-positions.ts';
import { addReplicas, copyOf, hasPublishedSubjects, isCopyOf, makeCopy, withCopies } from './log-copy.ts';
import { remakeCopy } from './remake-copy.ts';

/** Address of the log, with the logins of nats-accounts.ts, and its number of replicas. */
export interface LogPlace {
  readonly reprise: string;
  /** Undefined if the operator runs the server and creates the mirror. */
  readonly copier: string | undefined;
  /**
   * Login that may change the stream of an earlier release. Default: `reprise`, which may do so if one login is used
   * for everything.
   */
  readonly upgrader?: string | undefined;
  /** Number of replicas of the log and the mirror in a cluster. Existing ones get those that are missing. */
  readonly replicas?: number | undefined;
  /** Monitoring ports of the servers, separated by commas. */
  readonly monitorUrl?: string | undefined;
  /** File with the consumer positions while the mirror is recreated. Without it, a crash loses them. */
  readonly positionsFile?: string | undefined;
}

/** Path of the saved consumer positions in a data dir. */
export const positionsFileIn = (dataFolder: string): string => join(dataFolder, 'copy-positions.json');

/**
 * Creates the log's stream and its mirror for external consumers if they are missing or belong to an earlier release. A
 * mirror of another log is kept, because it may be all that is left of that log.
 * @returns warnings for operators
 */
export async function prepareLog({
  reprise,
  copier,
  upgrader = reprise,
  positionsFile,
  ...place
}: LogPlace): Promise<readonly string[]> {
  await upgradeStream({ servers: upgrader, name: 'reprise upgrade', replicas: place.replicas });
  const { log, warnings } = await openJetStreamLog({ servers: reprise, name: 'reprise start', ...place });
  try {
    if (copier === undefined) return warnings;
    return await withCopies(copier, async (copies, consumers) => {
      // Before reading the end of the log, which a mirror never passes.
      const copy = await copyOf(copies);
      const head = await log.head();
      if (!copy) await makeCopy(copies, head, place.replicas);
      else if (!isCopyOf(copy, head)) return [...warnings, COPY_OF_ANOTHER];
      if (positionsFile !== undefined) await restoreSaved(consumers, positionsFile, head);
      if (copy && !hasPublishedSubjects(copy)) await remakeCopy(copies, consumers, copy, head, positionsFile);
      return [...warnings, ...(await addReplicas(copies, place.replicas))];
    });
  } finally {
    await log.close();
  }
}

const COPY_OF_ANOTHER =
  'The copy that other programs read is one of another log: it leaves out what this log has at the sequences that the copy has. ' +
  'Where this log is the right one, npm run rebuild recreates the copy, and so does npm run reseed: docs/events.md.';
