import { join } from 'node:path';
import { EVERYTHING, type EventLog, type LogEntry } from '@reprise/event-log';
import { canonicalContent, GENESIS, link } from '@reprise/read-model';
import { eventLine, parseEventLine, type StoredEvent } from '../format/event-line.ts';
import { BackupError, type Segment } from '../format/manifest.ts';
import { writeWhole } from './durable-files.ts';
import { linesIn } from './lines-in.ts';

/** Maximum number of events in a segment. */
const LARGEST = 20_000;

const segmentFile = (first: number, last: number): string =>
  `events/${[first, last].map((seq) => String(seq).padStart(12, '0')).join('-')}.ndjson`;

/**
 * Writes the events after those of earlier segments, up to `to`.
 * @throws BackupError if an event is missing from the log
 */
export async function writeSegments(
  folder: string,
  log: Pick<EventLog, 'read'>,
  earlier: readonly Segment[],
  to: number,
  wrote: (seq: number) => void,
): Promise<Segment[]> {
  const segments = [...earlier];
  for (let last = segments.at(-1); (last?.last_seq ?? 0) < to; last = segments.at(-1)) {
    const first_seq = (last?.last_seq ?? 0) + 1;
    const last_seq = Math.min(first_seq + LARGEST - 1, to);
    const file = segmentFile(first_seq, last_seq);
    const end = { seq: first_seq - 1, hash: last?.hash ?? GENESIS };
    const lines = linesOf(log.read(EVERYTHING, { from: first_seq, to: last_seq }), end, wrote);
    const stored = await writeWhole(join(folder, file), lines);
    if (end.seq !== last_seq) throw missing(end.seq + 1);
    segments.push({ file, first_seq, last_seq, ...stored, hash: end.hash });
  }
  return segments;
}

interface End {
  seq: number;
  hash: string;
}

async function* linesOf(entries: AsyncIterable<LogEntry>, end: End, wrote: (seq: number) => void) {
  for await (const entry of entries) {
    if (entry.seq !== end.seq + 1) throw missing(end.seq + 1);
    end.hash = link(end.hash, entry.seq, canonicalContent(entry));
    end.seq = entry.seq;
    wrote(entry.seq);
    yield eventLine(entry, end.hash);
  }
}

const missing = (seq: number): BackupError =>
  new BackupError(
    `Event ${String(seq)} is missing in the log: its store is damaged. Run npm run verify, and restore the stream first ` +
      '(docs/audit-format.md#restore-the-stream). Earlier backups are unchanged.',
  );

/** The events of segments up to `to`. @throws the error of a line or of the file system */
export async function* eventsIn(
  folder: string,
  segments: readonly Segment[],
  to = Infinity,
): AsyncGenerator<StoredEvent> {
  for (const { file, first_seq } of segments) {
    if (first_seq > to) return;
    for await (const line of linesIn(join(folder, file))) {
      const event = parseEventLine(line);
      if (event.seq > to) return;
      yield event;
    }
  }
}

/**
 * Reads segments, and checks that their events are consecutive and have the hashes of the audit chain.
 * @param before hash of the event before the first segment
 * @throws BackupError that names the first event that fails the check
 */
export async function checkChain(
  folder: string,
  segments: readonly Segment[],
  before: string,
  read: (seq: number, hash: string) => void,
): Promise<void> {
  let hash = before;
  for (const segment of segments) {
    let seq = segment.first_seq - 1;
    for await (const event of eventsIn(folder, [segment])) {
      hash = link(hash, event.seq, canonicalContent(event));
      if (event.seq !== ++seq || event.hash !== hash)
        throw new BackupError(`Event ${String(seq)} in ${join(folder, segment.file)} is not the one that was written.`);
      read(seq, hash);
    }
    if (seq !== segment.last_seq || hash !== segment.hash)
      throw new BackupError(`${join(folder, segment.file)} does not end as its manifest says.`);
  }
}
