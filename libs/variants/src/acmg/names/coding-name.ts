import { codingLength, codingStart, exonsInOrder, placeInTranscript, type Transcript } from '../genes/transcript.ts';
import type { Variant } from '../variant.ts';

/**
 * Returns the bases of the reference from `start` to `end` of the variant's sequence (1-based, both included), in
 * capitals.
 */
export type Bases = (start: number, end: number) => string;

/** A change along the genome: `start` to `end` are replaced. An insertion is between `end` and `start`. */
interface Change {
  readonly start: number;
  readonly end: number;
  readonly inserted: string;
}

/**
 * Returns a variant's name in the coding sequence: `c.598G>A`. Indels are shifted as far as possible toward the
 * transcript's end, and insertions that repeat the preceding sequence are duplications. Source: HGVS Nomenclature 21.0,
 * DNA, 3' rule.
 * @returns null if the variant extends beyond the transcript
 */
export function codingName({ pos, ref, alt }: Variant, transcript: Transcript, bases: Bases): string | null {
  const change = shifted(trimmed(pos, ref, alt), transcript, bases);
  const forward = transcript.strand === '+';
  const [from, to] = forward ? [change.start, change.end] : [change.end, change.start];
  const come = forward ? change.inserted : reverseComplement(change.inserted);
  if (change.start > change.end) return insertionName(change, come, transcript, bases);
  const [first, last] = [codingPlace(transcript, from), codingPlace(transcript, to)];
  if (first === null || last === null) return null;
  const place = first === last ? first : `${first}_${last}`;
  if (come === '') return `c.${place}del`;
  if (change.start < change.end || come.length > 1) return `c.${place}delins${come}`;
  const gone = bases(change.start, change.end);
  return `c.${place}${forward ? gone : reverseComplement(gone)}>${come}`;
}

/** Removes the bases that both alleles share. */
function trimmed(pos: number, ref: string, alt: string): Change {
  let [before, after] = [0, 0];
  while (before < ref.length && before < alt.length && ref[before] === alt[before]) before += 1;
  while (
    after < ref.length - before &&
    after < alt.length - before &&
    ref[ref.length - 1 - after] === alt[alt.length - 1 - after]
  )
    after += 1;
  return { start: pos + before, end: pos + ref.length - after - 1, inserted: alt.slice(before, alt.length - after) };
}

/** Shifts a deletion or insertion toward the end of the transcript, as far as the result remains equivalent. */
function shifted(change: Change, { strand, exons }: Transcript, bases: Bases): Change {
  let { start, end, inserted } = change;
  const isInsertion = start > end;
  if (!isInsertion && inserted !== '') return change;
  const [least, most] = [exons[0]!.start, exons.at(-1)!.end];
  if (strand === '+')
    while (end < most) {
      const next = bases(end + 1, end + 1);
      if (next !== (isInsertion ? inserted[0] : bases(start, start))) break;
      if (isInsertion) inserted = inserted.slice(1) + next;
      [start, end] = [start + 1, end + 1];
    }
  else
    while (start > least) {
      const next = bases(start - 1, start - 1);
      if (next !== (isInsertion ? inserted.at(-1) : bases(end, end))) break;
      if (isInsertion) inserted = next + inserted.slice(0, -1);
      [start, end] = [start - 1, end - 1];
    }
  return { start, end, inserted };
}

function insertionName(
  { start, end, inserted }: Change,
  come: string,
  transcript: Transcript,
  bases: Bases,
): string | null {
  const forward = transcript.strand === '+';
  const size = inserted.length;
  const [from, to] = forward ? [end - size + 1, end] : [start, start + size - 1];
  if (bases(from, to) === inserted) {
    const [first, last] = (forward ? [from, to] : [to, from]).map((position) => codingPlace(transcript, position));
    if (first === null || last === null) return null;
    return size === 1 ? `c.${first!}dup` : `c.${first!}_${last!}dup`;
  }
  const [before, after] = (forward ? [end, start] : [start, end]).map((position) => codingPlace(transcript, position));
  return before === null || after === null ? null : `c.${before!}_${after!}ins${come}`;
}

/** Position of a base in the coding sequence: `598`, `-12`, `*5`, `120+1`, `121-30`; null outside of the transcript. */
export function codingPlace(transcript: Transcript, position: number): string | null {
  const exonic = placeInTranscript(transcript, position);
  if (exonic !== null) return countedFrom(transcript, exonic);
  const forward = transcript.strand === '+';
  const exons = exonsInOrder(transcript);
  for (const [index, exon] of exons.slice(0, -1).entries()) {
    const next = exons[index + 1]!;
    const [last, first] = forward ? [exon.end, next.start] : [exon.start, next.end];
    const [behind, ahead] = forward ? [position - last, first - position] : [last - position, position - first];
    if (behind < 1 || ahead < 1) continue;
    return behind <= ahead
      ? `${countedFrom(transcript, placeInTranscript(transcript, last)!)}+${String(behind)}`
      : `${countedFrom(transcript, placeInTranscript(transcript, first)!)}-${String(ahead)}`;
  }
  return null;
}

/** There is no base 0. The base before the first one is -1. */
function countedFrom(transcript: Transcript, place: number): string {
  const offset = place - codingStart(transcript);
  if (offset < 0) return String(offset);
  const coding = codingLength(transcript);
  return offset < coding ? String(offset + 1) : `*${String(offset - coding + 1)}`;
}

const COMPLEMENT: Readonly<Record<string, string>> = { A: 'T', C: 'G', G: 'C', T: 'A', N: 'N' };

const reverseComplement = (bases: string): string =>
  Array.from(bases)
    .reverse()
    .map((base) => COMPLEMENT[base] ?? 'N')
    .join('');
