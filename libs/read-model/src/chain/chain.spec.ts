import fc from 'fast-check';
import type { Header } from '@reprise/event-log';
import { canonicalContent } from './canonical-content.ts';
import { chain, GENESIS } from './chain.ts';

interface Entry {
  readonly seq: number;
  readonly subject: string;
  readonly headers: readonly Header[];
  readonly payload: Uint8Array;
}

const text = fc.string({ unit: 'grapheme', maxLength: 8 });
const header = fc.tuple(text, text);
const content = fc.record({
  subject: text,
  headers: fc.array(header, { maxLength: 4 }),
  payload: fc.uint8Array({ maxLength: 12 }),
});
const history = fc
  .array(content, { minLength: 1, maxLength: 12 })
  .map((contents) => contents.map((entry, i): Entry => ({ ...entry, seq: i + 1 })));

const differs = (a: Entry, b: Entry) =>
  JSON.stringify({ ...a, payload: [...a.payload] }) !== JSON.stringify({ ...b, payload: [...b.payload] });

/** The format of docs/audit-format.md in a naive implementation. */
function plainly({ subject, headers, payload }: Entry): Buffer {
  const uint32 = (number: number) => Buffer.from([number >>> 24, number >>> 16, number >>> 8, number]);
  const sized = (bytes: Uint8Array) => Buffer.concat([uint32(bytes.length), bytes]);
  const asStored = (given: string) => Buffer.from(given.replace(/\0|\p{Surrogate}/gu, '\uFFFD'));
  const parts = headers.flatMap((header) => header.map((part) => sized(asStored(part))));
  return Buffer.concat([sized(asStored(subject)), uint32(headers.length), ...parts, sized(payload)]);
}

describe('the hash chain', () => {
  it('covers the documented bytes, of short and long texts, with ASCII and any other characters', () => {
    const any = fc.oneof(
      fc.string({ unit: 'binary-ascii', maxLength: 300 }),
      fc.string({ unit: 'binary', maxLength: 150 }),
      fc.constantFrom('', 'a'.repeat(127), 'a'.repeat(128), 'lone \ud800', 'a\0b', '\x7f', '\x80'),
    );
    const entries = fc.record({
      subject: any,
      headers: fc.array(fc.tuple(any, any), { maxLength: 6 }),
      payload: fc.uint8Array({ maxLength: 300 }),
    });
    fc.assert(
      fc.property(entries, (entry) => {
        expect(canonicalContent(entry)).toEqual(plainly({ ...entry, seq: 1 }));
      }),
    );
  });

  it('changes at a changed entry and at every later one, whatever changed', () => {
    fc.assert(
      fc.property(history, fc.nat(), content, (entries, pick, other) => {
        const at = pick % entries.length;
        const changed = { ...entries[at]!, ...other };
        fc.pre(differs(changed, entries[at]!));
        const [before, after] = [chain(GENESIS, entries), chain(GENESIS, entries.with(at, changed))];
        expect(after.slice(0, at)).toEqual(before.slice(0, at));
        for (let i = at; i < entries.length; i++) expect(after[i]).not.toBe(before[i]);
      }),
    );
  });

  it('changes with each part of an entry: sequence, subject, header name, value and order, payload', () => {
    const entry: Entry = {
      seq: 1,
      subject: 'reprise.jobs.j.life.submitted',
      headers: [
        ['ce-id', '1'],
        ['ce-actor', 'ada'],
      ],
      payload: new Uint8Array([1, 2]),
    };
    const others: Entry[] = [
      { ...entry, seq: 2 },
      { ...entry, subject: 'reprise.jobs.j.life.submitte' },
      { ...entry, headers: [['ce-id', '2'], entry.headers[1]!] },
      { ...entry, headers: [['ce-ie', '1'], entry.headers[1]!] },
      { ...entry, headers: entry.headers.toReversed() },
      { ...entry, headers: entry.headers.slice(1) },
      { ...entry, headers: [['ce-id1', ''], entry.headers[1]!] },
      { ...entry, payload: new Uint8Array([1, 3]) },
      { ...entry, payload: new Uint8Array([1, 2, 0]) },
    ];
    expect(new Set([entry, ...others].map((one) => chain(GENESIS, [one])[0])).size).toBe(others.length + 1);
  });

  it('detects dropped, swapped and inserted entries', () => {
    fc.assert(
      fc.property(history, fc.nat(), (entries, pick) => {
        const at = pick % entries.length;
        const end = (list: readonly Entry[]) => chain(GENESIS, list).at(-1);
        const whole = end(entries);
        expect(end(entries.toSpliced(at, 1))).not.toBe(whole);
        expect(end(entries.toSpliced(at, 0, { ...entries[at]!, seq: 99 }))).not.toBe(whole);
        const next = entries[at + 1];
        if (next) expect(end(entries.with(at, next).with(at + 1, entries[at]!))).not.toBe(whole);
      }),
    );
  });

  it('is the same for any division of the entries into batches', () => {
    fc.assert(
      fc.property(history, fc.nat(), (entries, pick) => {
        const at = pick % entries.length;
        const first = chain(GENESIS, entries.slice(0, at));
        const rest = chain(first.at(-1) ?? GENESIS, entries.slice(at));
        expect([...first, ...rest]).toEqual(chain(GENESIS, entries));
      }),
    );
  });

  it('is the same for text that Postgres has to convert', () => {
    const odd = { subject: 's', headers: [['a', 'x\0y\ud800']] as const, payload: new Uint8Array() };
    const kept = { ...odd, headers: [['a', 'x\ufffdy\ufffd']] as const };
    expect(canonicalContent(odd)).toEqual(canonicalContent(kept));
  });
});
