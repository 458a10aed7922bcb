import type { KeyObject } from 'node:crypto';
import { isSignedBy, SignedHead } from './signed-head.ts';

/** A place where heads are kept, with what it holds. */
export interface HeadPlace {
  /** As a person calls it. */
  readonly name: string;
  readonly lines: readonly string[];
}

/** A kept head that proves nothing. */
export interface HeadProblem {
  readonly place: string;
  /** Null where it is not even readable. */
  readonly seq: number | null;
  readonly message: string;
}

/** All that was signed, from all places. */
export interface HeadBook {
  /** With a valid signature of a trusted key; each once, ascending by seq. */
  readonly heads: readonly SignedHead[];
  readonly problems: readonly HeadProblem[];
  readonly places: readonly { readonly name: string; readonly heads: number }[];
}

/** Reads what the places hold and checks each signature. */
export function bookOf(places: readonly HeadPlace[], keys: ReadonlyMap<string, KeyObject>): HeadBook {
  const heads: SignedHead[] = [];
  const problems: HeadProblem[] = [];
  const seen = new Set<string>();
  for (const { name, lines } of places)
    for (const line of lines) {
      if (seen.has(line)) continue;
      seen.add(line);
      const head = parse(line);
      const message = head ? problemOf(head, keys) : 'is not a signed head';
      if (message !== null) problems.push({ place: name, seq: head?.seq ?? null, message });
      else if (head) heads.push(head);
    }
  return {
    heads: heads.sort((a, b) => a.seq - b.seq),
    problems,
    places: places.map(({ name, lines }) => ({ name, heads: lines.length })),
  };
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

function parse(line: string): SignedHead | null {
  try {
    return SignedHead.parse(JSON.parse(line));
  } catch {
    return null;
  }
}
