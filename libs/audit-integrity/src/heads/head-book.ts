import type { KeyObject } from 'node:crypto';
import { setImmediate } from 'node:timers/promises';
import { isSignedBy, SignedHead } from './signed-head.ts';

/**
 * Number of lines checked per turn of the event loop. The gateway answers requests between turns, and checking a
 * signature takes about 0.1 ms.
 */
const AT_ONCE = 200;

/** A place where heads are stored, with its lines. */
export interface HeadPlace {
  /** Display name. */
  readonly name: string;
  readonly lines: readonly string[];
}

/** A stored head without a valid signature. */
export interface HeadProblem {
  readonly place: string;
  readonly seq: number;
  readonly message: string;
}

interface HeadCount {
  readonly name: string;
  readonly heads: number;
  /** Number of lines that are not heads. A crash truncates one. Like a missing head, they are not a finding. */
  readonly unreadable: number;
}

/** All signed heads, from all places. */
export interface HeadBook {
  /** Heads with a valid signature of a trusted key, without duplicates, in ascending order by seq. */
  readonly heads: readonly SignedHead[];
  readonly problems: readonly HeadProblem[];
  readonly places: readonly HeadCount[];
}

/** Reads all places and checks each signature. */
export async function bookOf(places: readonly HeadPlace[], keys: ReadonlyMap<string, KeyObject>): Promise<HeadBook> {
  const found = await headsIn(places);
  const heads: SignedHead[] = [];
  const problems: HeadProblem[] = [];
  let checked = 0;
  for (const { head, place } of found.values()) {
    const message = problemOf(head, keys);
    if (message === null) heads.push(head);
    else problems.push({ place, seq: head.seq, message });
    if (++checked % AT_ONCE === 0) await setImmediate();
  }
  const counts = places.map(({ name, lines }) => {
    const readable = lines.filter((line) => found.has(line)).length;
    return { name, heads: readable, unreadable: lines.length - readable };
  });
  return { heads: heads.sort((a, b) => a.seq - b.seq), problems, places: counts };
}

/** Returns the latest genuine head without checking every signature. */
export async function farthest(
  places: readonly HeadPlace[],
  keys: ReadonlyMap<string, KeyObject>,
): Promise<SignedHead | null> {
  const found = [...(await headsIn(places)).values()].sort((a, b) => b.head.seq - a.head.seq);
  for (const [i, { head }] of found.entries()) {
    if (problemOf(head, keys) === null) return head;
    if ((i + 1) % AT_ONCE === 0) await setImmediate();
  }
  return null;
}

interface FoundHead {
  readonly head: SignedHead;
  /** Name of the first place that contains it. */
  readonly place: string;
}

/** Parses each line once. Returns the lines that are heads. */
async function headsIn(places: readonly HeadPlace[]): Promise<Map<string, FoundHead>> {
  const found = new Map<string, FoundHead>();
  const seen = new Set<string>();
  for (const { name, lines } of places) {
    for (const line of lines) {
      if (seen.has(line)) continue;
      seen.add(line);
      const head = parse(line);
      if (head) found.set(line, { head, place: name });
      if (seen.size % AT_ONCE === 0) await setImmediate();
    }
  }
  return found;
}

function problemOf(head: SignedHead, keys: ReadonlyMap<string, KeyObject>): string | null {
  const key = keys.get(head.key_id);
  if (!key) return `was signed with the key ${head.key_id}, which is none of those trusted here`;
  return isSignedBy(head, key) ? null : `does not bear a signature of the key ${head.key_id} that it names`;
}

/** Whether a line is a head, valid or not. */
export const isHead = (line: string): boolean => parse(line) !== null;

function parse(line: string): SignedHead | null {
  try {
    return SignedHead.parse(JSON.parse(line));
  } catch {
    return null;
  }
}
