import { openJetStreamLog } from '@reprise/event-log';
import { COPY } from '@reprise/local-servers';
import { copyOf, isCopyOf, makeCopy, withCopies } from './log-copy.ts';
import type { LogPlace } from './prepare-log.ts';

/** Result for the mirror that consumers read. */
export type Renewal = 'renewed' | 'same' | 'unknown';

/**
 * Recreates the mirror if it is missing or belongs to another log. Positions of its consumers are lost. `unknown`: the
 * operator manages the mirror.
 */
export async function renewCopy({ reprise, copier, replicas }: LogPlace): Promise<Renewal> {
  if (copier === undefined) return 'unknown';
  return withCopies(copier, async (copies) => {
    // Before reading the end of the log, which a mirror never passes.
    const copy = await copyOf(copies);
    const { log } = await openJetStreamLog({ servers: reprise, name: 'reprise copy' });
    let head;
    try {
      head = await log.head();
    } finally {
      await log.close();
    }
    if (copy && isCopyOf(copy, head)) return 'same';
    if (copy) await copies.delete(COPY);
    await makeCopy(copies, head, replicas);
    return 'renewed';
  });
}

/** Texts for people. */
export const aboutCopy: Readonly<Record<Renewal, string>> = {
  renewed: 'The copy that other programs read was recreated; their positions in it are gone: docs/events.md.',
  same: 'The copy that other programs read is one of this stream.',
  unknown:
    'Is there a mirror of the stream for programs that read the events? Recreate it, or set NATS_COPIER_URL next time: docs/events.md.',
};
