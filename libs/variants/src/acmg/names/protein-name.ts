import type { Consequence } from '../genes/bcsq.ts';

const THREE: Readonly<Record<string, string>> = {
  A: 'Ala',
  R: 'Arg',
  N: 'Asn',
  D: 'Asp',
  C: 'Cys',
  E: 'Glu',
  Q: 'Gln',
  G: 'Gly',
  H: 'His',
  I: 'Ile',
  L: 'Leu',
  K: 'Lys',
  M: 'Met',
  F: 'Phe',
  P: 'Pro',
  S: 'Ser',
  T: 'Thr',
  W: 'Trp',
  Y: 'Tyr',
  V: 'Val',
  U: 'Sec',
  '*': 'Ter',
};
const three = (letters: string): string =>
  Array.from(letters)
    .map((letter) => THREE[letter] ?? 'Xaa')
    .join('');

/** A change of amino acids: the position of the first one (1-based), the amino acids before and those after. */
export interface ProteinChange {
  readonly position: number;
  readonly before: string;
  /** Null if nothing changes. */
  readonly after: string | null;
}

/** Parses `200E>200K` or `117A`; null if invalid or truncated. */
export function proteinChange(aminoAcids: string | null): ProteinChange | null {
  const [, position, before, after] = /^(\d+)([A-Z*]+)(?:>\d+([A-Z*]*))?$/.exec(aminoAcids ?? '') ?? [];
  return position && before ? { position: Number(position), before, after: after ?? null } : null;
}

/** Position of a new, earlier stop codon (1-based, in amino acids); null if there is none. */
export function newStop(change: ProteinChange): number | null {
  const stop = change.after?.indexOf('*') ?? -1;
  return stop < 0 || change.before.startsWith(change.after ?? '') ? null : change.position + stop;
}

/**
 * Returns the name of the predicted protein change, without the brackets of a prediction, as in ClinVar: `p.Glu200Lys`.
 * Source: HGVS Nomenclature 21.0, protein. Null if BCSQ is not sufficient.
 */
export function proteinName({ terms, aminoAcids, isBehindStop }: Consequence): string | null {
  if (isBehindStop) return null;
  if (terms.includes('start_lost')) return 'p.Met1?';
  const change = proteinChange(aminoAcids);
  if (!change) return null;
  const { position, before, after } = change;
  if (after === null) return before.length === 1 ? `p.${three(before)}${String(position)}=` : null;
  const same = commonStart(before, after);
  const [first, last, at] = [before.slice(same), after.slice(same), position + same];
  if (terms.includes('frameshift')) return frameshiftName(first, last, at);
  if (terms.includes('stop_lost')) return `p.Ter${String(at)}${three(last[0] ?? 'X')}extTer?`;
  const tail = commonEnd(first, last);
  return replacedName(first.slice(0, first.length - tail), last.slice(0, last.length - tail), at);
}

function frameshiftName(first: string, last: string, at: number): string | null {
  if (first === '' || last === '') return null;
  const place = `p.${three(first[0]!)}${String(at)}`;
  if (last.startsWith('*')) return `${place}Ter`;
  const stop = last.indexOf('*');
  return `${place}${three(last[0]!)}fsTer${stop < 0 ? '?' : String(stop + 1)}`;
}

function replacedName(gone: string, come: string, at: number): string | null {
  if (gone === '') return null;
  const end = at + gone.length - 1;
  const place =
    gone.length === 1
      ? `${three(gone)}${String(at)}`
      : `${three(gone[0]!)}${String(at)}_${three(gone.at(-1)!)}${String(end)}`;
  if (come === '') return `p.${place}del`;
  if (gone.length === 1 && come.length === 1) return `p.${place}${three(come)}`;
  if (come.startsWith('*')) return `p.${three(gone[0]!)}${String(at)}Ter`;
  return `p.${place}delins${three(come)}`;
}

function commonStart(a: string, b: string): number {
  let n = 0;
  while (n < a.length && n < b.length && a[n] === b[n]) n += 1;
  return n;
}

function commonEnd(a: string, b: string): number {
  let n = 0;
  while (n < a.length && n < b.length && a[a.length - 1 - n] === b[b.length - 1 - n]) n += 1;
  return n;
}
