import type { KeyObject } from 'node:crypto';
import { isSignedBy, SignedHead } from './signed-head.ts';

/** A place where heads are stored, with its lines. */
export interface HeadPlace {
  /** As a person calls it. */
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
  /** Lines that are no heads: a crash tears one in two. They accuse nobody, as a missing one does not. */
  readonly unreadable: number;
}

/** All signed heads, from all places. */
export interface HeadBook {
  /** With a valid signature of a trusted key; each once, ascending by seq. */
  readonly heads: readonly SignedHead[];
  readonly problems: readonly HeadProblem[];
  readonly places: readonly HeadCount[];
}

/** Reads what the places hold and checks each signature. */
export function bookOf(places: readonly HeadPlace[], keys: ReadonlyMap<string, KeyObject>): HeadBook {
  const heads: SignedHead[] = [];
  const problems: HeadProblem[] = [];
  const counts: HeadCount[] = [];
  const seen = new Set<string>();
  for (const { name, lines } of places) {
    const readable = lines.filter(isHead);
    counts.push({ name, heads: readable.length, unreadable: lines.length - readable.length });
    for (const line of readable) {
      if (seen.has(line)) continue;
      seen.add(line);
      const head = parse(line)!;
      const message = problemOf(head, keys);
      if (message === null) heads.push(head);
      else problems.push({ place: name, seq: head.seq, message });
    }
  }
  return { heads: heads.sort((a, b) => a.seq - b.seq), problems, places: counts };
}

/** The genuine head that reaches farthest: without looking at every signature. */
export function farthest(places: readonly HeadPlace[], keys: ReadonlyMap<string, KeyObject>): SignedHead | null {
  const lines = new Set(places.flatMap((place) => place.lines));
  const heads = [...lines].flatMap((line) => parse(line) ?? []).sort((a, b) => b.seq - a.seq);
  return heads.find((head) => problemOf(head, keys) === null) ?? null;
}

function problemOf(head: SignedHead, keys: ReadonlyMap<string, KeyObject>): string | null {
  const key = keys.get(head.key_id);
  if (!key) return `was signed with the key ${head.key_id}, which is none of those trusted here`;
  return isSignedBy(head, key) ? null : `does not bear a signature of the key ${head.key_id} that it names`;
}

/** Whether a line is a head, whatever that is worth. */
export const isHead = (line: string): boolean => parse(line) !== null;

function parse(line: string): SignedHead | null {
  try {
    return SignedHead.parse(JSON.parse(line));
  } catch {
    return null;
  }
}
