import type { LogEntry } from '@reprise/event-log';
import { GENESIS, type Position } from '@reprise/read-model';
import type { SignedHead } from '../heads/signed-head.ts';
import type { StoredRow } from './audit-entries.ts';
import { Comparison } from './comparison.ts';
import {
  checkpointAt,
  CREATED,
  entry,
  hashAt,
  headAt,
  history,
  replaced,
  rows,
  rowsOf,
  strange,
  timeOf,
  without,
  type Entries,
  type Rows,
} from './short-history.fixture.ts';

interface Given {
  readonly stream?: Entries;
  readonly audit?: Rows;
  readonly heads?: readonly SignedHead[];
  readonly checkpoint?: Position;
  readonly end?: number;
}

function compared({ stream = history, audit = rows, heads = [], checkpoint = checkpointAt(history), end = 6 }: Given) {
  const comparison = new Comparison(heads, checkpoint, CREATED);
  for (let seq = 1; seq <= 8; seq += 1) {
    const [first, second] = [stream, audit].map((each) => each.find((one) => one.seq === seq)) as [
      LogEntry | undefined,
      StoredRow | undefined,
    ];
    if (first || second) comparison.see(seq, first, second);
  }
  return { comparison, findings: comparison.findings(end) };
}
const found = (given: Given) =>
  compared(given).findings.map(({ kind, place, seq, message }) => `${kind}, ${place}, ${String(seq)}: ${message}`);

const at = (each: LogEntry, seq: number): LogEntry => ({ ...each, seq });
const bySigned = ' Later signed heads show which of the two is the history.';
const unknown = ' No later signed head shows which of the two is the history.';

describe('the comparison of a history', () => {
  it('is successful if stream, audit table, heads and checkpoint agree', () => {
    const { comparison, findings } = compared({ heads: [headAt(2), headAt(4), headAt(6)] });
    expect(findings).toEqual([]);
    expect(comparison).toMatchObject({ entries: 6, differing: 0, counts: { unsigned: 0 } });
  });

  it('is successful without heads, and states how many events no head covers', () => {
    expect(found({})).toEqual([]);
    expect(compared({ heads: [headAt(2)] }).comparison.counts.unsigned).toBe(4);
    expect(compared({}).comparison.counts.unsigned).toBe(6);
    expect(compared({ audit: rows.filter(({ seq }) => seq !== 4) }).comparison.counts.unsigned).toBe(5);
  });

  it('is successful if a reseeded stream stored it again, at other times than the first', () => {
    const later = rows.map((row) => ({ ...row, columns: { ...row.columns, stored_at: timeOf(50) } }));
    const comparison = new Comparison([], checkpointAt(history), timeOf(60));
    history.forEach((each, i) => comparison.see(each.seq, each, later[i]));
    expect(comparison.findings(6)).toEqual([]);
    expect(found({ audit: later })).toEqual([
      'altered, audit, 1: The audit table was altered: the column stored_at of event 1 is not what the event says.',
    ]);
    // An event from the time when the stream was created belongs to it. This includes earlier messages without a time.
    const [, second] = history;
    for (const [first, created, wrong] of [
      [history[0]!, timeOf(1), 1],
      [{ ...history[0]!, envelope: null, event: null }, timeOf(2), 2],
    ] as const) {
      const own = new Comparison([], checkpointAt(history), created);
      const entries = [first, second!];
      const stored = rowsOf(entries).map((row, i) => {
        const at = entries[i]!.envelope?.time ?? timeOf(50);
        return { ...row, columns: { ...row.columns, at, stored_at: timeOf(50) } };
      });
      entries.forEach((each, i) => own.see(each.seq, each, stored[i]));
      expect(own.findings(2)).toContainEqual(
        expect.objectContaining({ seq: wrong, message: expect.stringContaining('stored_at') as string }),
      );
    }
  });

  it('is successful without events', () => {
    expect(found({ stream: [], audit: [], checkpoint: checkpointAt([]), end: 0 })).toEqual([]);
  });
});

describe('an event that differs between stream and audit table', () => {
  const changed = replaced(3, strange);

  it('was altered in the one that does not lead to what was signed', () => {
    expect(found({ stream: changed, heads: [headAt(6)] })).toEqual([
      `altered, stream, 3: Event 3 was altered in the stream: the subject differs.${bySigned}`,
    ]);
    expect(found({ audit: rowsOf(changed), heads: [headAt(6)] })).toContain(
      `altered, audit, 3: Event 3 was altered in the audit table: the subject differs.${bySigned}`,
    );
  });

  it('was altered in either if nothing was signed after it, or in both if neither leads there', () => {
    const [both] = found({ audit: rowsOf(changed), heads: [headAt(2)] });
    expect(both).toBe(
      `altered, stream_or_audit, 3: Event 3 was altered in the stream or in the audit table: the subject differs.${unknown}`,
    );
    const other = headAt(6, replaced(3, entry(3, { 'ce-actor': 'mallory' })));
    expect(found({ stream: changed, heads: [other] })[0]).toBe(
      'altered, stream_and_audit, 3: Event 3 was altered in both stream and audit table: the subject differs. ' +
        'Neither of the two leads to what was signed later.',
    );
  });

  it('was altered also if it is the last one', () => {
    expect(found({ stream: replaced(6, entry(6, { 'ce-actor': 'eve' })) })[0]).toMatch(
      /^altered, stream_or_audit, 6: /,
    );
  });

  it('was altered in either if only one of them reaches what was signed and does not lead there', () => {
    expect(found({ stream: changed, audit: rows.slice(0, 4), heads: [headAt(6)] })[0]).toMatch(
      /^altered, stream_or_audit, 3: /,
    );
  });

  it('is missing in either if nothing was signed after it', () => {
    const either = 'altered, stream_or_audit, 3: Event 3 was altered in the stream or in the audit table: ';
    expect(found({ stream: without(3) })[0]).toBe(`${either}the stream does not have it.${unknown}`);
    expect(found({ audit: rowsOf(without(3)) })[0]).toBe(`${either}the audit table does not have it.${unknown}`);
  });

  it('was altered in the audit table if its own hashes still are those of the stream', () => {
    const row = { ...rows[2]!, payload: Buffer.from('{}') };
    const audit = rows.map((each) => (each.seq === 3 ? row : each));
    expect(found({ audit })).toEqual([
      "altered, audit, 3: Event 3 was altered in the audit table: the payload differs. The audit table's own hashes tell it.",
    ]);
    // The row's current hash does not matter, because the hashes of later rows reveal the change.
    for (const hash of ['00', hashAt(changed, 3)]) {
      const rehashed = rowsOf(changed)[2]!;
      const later = rows.map((each) => (each.seq === 3 ? { ...rehashed, hash } : each));
      expect(found({ audit: later })[0]).toMatch(/^altered, audit, 3: /);
    }
  });

  it('is reported with the difference', () => {
    const like = (changes: object): Entries => replaced(3, { ...history[2]!, ...changes } as LogEntry);
    const { headers } = history[2]!;
    const [first, second] = [headers[0]!, headers[1]!];
    const what = (stream: Entries) =>
      found({ stream, heads: [headAt(6)] })[0]!.replace(/^.*: Event 3[^:]*: (.*?)\..*$/, '$1');
    expect(what(like({ headers: [[first[0], 'x'], ...headers.slice(1)] }))).toBe(`the header ${first[0]} differs`);
    expect(what(like({ headers: [second, first, ...headers.slice(2)] }))).toBe(
      'the names or the order of its headers differ',
    );
    expect(what(like({ headers: headers.slice(0, -1) }))).toBe('the names or the order of its headers differ');
    expect(what(like({ headers: [...headers, ['more', 'x']] }))).toBe('the names or the order of its headers differ');
    expect(what(like({ payload: Buffer.from('{}') }))).toBe('the payload differs');
    const audit = rows.map((row) => (row.seq === 3 ? { ...row, headers: null } : row));
    expect(found({ audit, heads: [headAt(6)] })[0]).toContain(': its headers are no pairs of text.');
  });

  it('was dropped from the one without it, and inserted if only the other one has it', () => {
    expect(found({ stream: without(3), heads: [headAt(6)] })).toEqual([
      `dropped, stream, 3: Event 3 was dropped from the stream; the audit table has it.${bySigned}`,
    ]);
    expect(found({ audit: rowsOf(without(3)), heads: [headAt(6)] })[0]).toBe(
      `dropped, audit, 3: Event 3 was dropped from the audit table; the stream has it.${bySigned}`,
    );
    const heads = [headAt(6, without(3), 5)];
    expect(found({ stream: without(3), heads })[0]).toBe(
      `inserted, audit, 3: Event 3 was inserted in the audit table; the stream does not have it there.${bySigned}`,
    );
    expect(found({ audit: rowsOf(without(3)), heads })[0]).toBe(
      `inserted, stream, 3: Event 3 was inserted in the stream; the audit table does not have it there.${bySigned}`,
    );
  });

  it('was dropped or inserted also if later ones moved up or down', () => {
    const closed = [...history.slice(0, 2), ...history.slice(3).map((each) => at(each, each.seq - 1))];
    expect(found({ stream: closed, heads: [headAt(6)] })[0]).toMatch(/^dropped, stream, 3: /);
    const doubled = replaced(3, at(history[3]!, 3));
    expect(found({ stream: doubled, heads: [headAt(6)] })[0]).toMatch(/^dropped, stream, 3: /);
    const moved = [...history.slice(0, 2), strange, ...history.slice(2).map((each) => at(each, each.seq + 1))];
    expect(found({ stream: moved, heads: [headAt(6)], end: 7 })[0]).toMatch(/^inserted, stream, 3: /);
  });

  it('was swapped with another one', () => {
    const swapped = replaced(3, at(history[4]!, 3)).map((each) => (each.seq === 5 ? at(history[2]!, 5) : each));
    expect(found({ stream: swapped, heads: [headAt(6)] })).toEqual([
      `swapped, stream, 3: Event 3 was swapped with event 5 in the stream.${bySigned}`,
    ]);
    expect(compared({ stream: swapped }).comparison.differing).toBe(2);
  });

  it('was not swapped with one that the other has only in its place', () => {
    const moved = [...without(3).filter(({ seq }) => seq !== 5), at(history[2]!, 5)];
    const [finding] = found({ stream: without(5), audit: rowsOf(moved.toSorted((a, b) => a.seq - b.seq)) });
    expect(finding).toMatch(/^altered, stream_or_audit, 3: /);
  });
});

describe('an equal change in both', () => {
  const changed = replaced(3, strange);
  const message = (which: string) =>
    `Stream and audit table are alike, but not what was signed at ${timeOf(104)}: ${which} was changed in both.`;

  it('is found by the next head, between it and the one before', () => {
    const both = { stream: changed, audit: rowsOf(changed), checkpoint: checkpointAt(changed) };
    expect(found({ ...both, heads: [headAt(2), headAt(4)] })).toEqual([
      `altered, stream_and_audit, 3: ${message('one of the events 3 to 4')}`,
    ]);
    expect(found({ ...both, heads: [headAt(4), headAt(6)] })).toEqual([
      `altered, stream_and_audit, 1: ${message('one of the events 1 to 4')}`,
    ]);
    const third = { ...headAt(3), time: timeOf(104) };
    expect(found({ ...both, heads: [headAt(2), third] })).toEqual([
      `altered, stream_and_audit, 3: ${message('event 3')}`,
    ]);
  });

  it('is found if the signed event is in neither of them', () => {
    const gone = without(4);
    const both = { stream: gone, audit: rowsOf(gone), checkpoint: checkpointAt(gone) };
    expect(found({ ...both, heads: [headAt(2), headAt(4)] })).toEqual([
      `altered, stream_and_audit, 3: ${message('one of the events 3 to 4')}`,
    ]);
  });
});

describe('an end that was cut off', () => {
  const cut = (place: string, last: number) =>
    `What came after event ${last} was cut off in ${place}; it reached to event 6 at least.`;

  it('is found in the one that is shorter, or in both', () => {
    const [short, shortRows] = [history.slice(0, 4), rows.slice(0, 4)];
    expect(found({ stream: short })).toEqual([`cut_off, stream, 5: ${cut('the stream', 4)}`]);
    expect(found({ audit: shortRows })).toEqual([`cut_off, audit, 5: ${cut('the audit table', 4)}`]);
    const checkpoint = checkpointAt(short);
    expect(found({ stream: short, audit: shortRows, checkpoint })).toEqual([
      `cut_off, stream_and_audit, 5: ${cut('both stream and audit table', 4)}`,
    ]);
    expect(found({ stream: short, audit: shortRows, checkpoint, end: 4 })).toEqual([]);
    expect(found({ stream: short, audit: shortRows, checkpoint, heads: [headAt(6)] })).toHaveLength(1);
    expect(found({ stream: short, audit: rows.slice(0, 2) })).toEqual([
      `cut_off, stream, 5: ${cut('the stream', 4)}`,
      `cut_off, audit, 3: ${cut('the audit table', 2)}`,
    ]);
    expect(found({ stream: [] })).toEqual([`cut_off, stream, 1: ${cut('the stream', 0)}`]);
  });

  it('is found beside a change in the one that still has it', () => {
    const changed = replaced(6, entry(6, { 'ce-actor': 'eve' }));
    const heads = [headAt(2), headAt(6)];
    const signed = `it is not what was signed at ${timeOf(106)} at event 6.`;
    expect(found({ stream: changed, audit: rows.slice(0, 4), heads })).toEqual([
      `altered, stream, 3: The stream was altered after event 2: ${signed}`,
      `cut_off, audit, 5: ${cut('the audit table', 4)}`,
    ]);
    expect(found({ stream: history.slice(0, 4), audit: rowsOf(changed), heads })).toEqual([
      `altered, audit, 3: The audit table was altered after event 2: ${signed}`,
      `cut_off, stream, 5: ${cut('the stream', 4)}`,
    ]);
    expect(found({ stream: history.slice(0, 4), heads })).toEqual([`cut_off, stream, 5: ${cut('the stream', 4)}`]);
    expect(found({ audit: rows.slice(0, 4), heads })).toEqual([`cut_off, audit, 5: ${cut('the audit table', 4)}`]);
  });
});

describe('hashes, columns and counts', () => {
  const changedRow = (seq: number, changes: object): Rows =>
    rows.map((row) => (row.seq === seq ? ({ ...row, ...changes } as StoredRow) : row));

  it('are those of the chain, and the first wrong one is named', () => {
    const audit = changedRow(3, { hash: '00' }).map((row) => (row.seq === 5 ? { ...row, hash: '11' } : row));
    expect(found({ audit })).toEqual([
      'altered, audit, 3: The audit table was altered: the hash of event 3 is not that of the chain.',
    ]);
    const checkpoint = { ...checkpointAt(history), hash: '22' } as Position;
    expect(found({ checkpoint })).toEqual([
      'altered, audit, 6: The audit table was altered: the checkpoint does not carry the hash of event 6.',
    ]);
  });

  it('match the event, and the first wrong one is named', () => {
    const column = (seq: number, changes: object) =>
      changedRow(seq, { columns: { ...rows[seq - 1]!.columns, ...changes } });
    const audit = column(2, { actor: 'eve' }).map((row) => (row.seq === 4 ? column(4, { type: 'x' })[3]! : row));
    expect(found({ audit })).toEqual([
      'altered, audit, 2: The audit table was altered: the column actor of event 2 is not what the event says.',
    ]);
  });

  it('may be those of an event that was quarantined after it was projected', () => {
    const quarantined = { ...history[1]!, envelope: null, event: null, problem: 'quarantined: it stops the projector' };
    const { comparison, findings } = compared({ stream: replaced(2, quarantined) });
    expect([findings, [...comparison.applied]]).toEqual([[], [2]]);
    const audit = changedRow(2, { columns: { ...rows[1]!.columns, actor: 'eve' } });
    expect(found({ stream: replaced(2, quarantined), audit })).toHaveLength(1);
    const malformed = { ...quarantined, problem: 'is no event' };
    expect(found({ stream: replaced(2, malformed) })).toHaveLength(1);
  });

  it('match the number of rows', () => {
    expect(found({ heads: [headAt(4, history, 7)] })).toEqual([
      `altered, head, 4: The head that was signed at ${timeOf(104)} counts 7 events up to event 4, but there are 4: the checkpoint's count was altered before.`,
    ]);
    const checkpoint = { ...checkpointAt(history), count: 9 } as Position;
    expect(found({ checkpoint })).toEqual([
      'altered, audit, 6: The checkpoint was altered: it counts 9 events up to event 6, but the audit table holds 6.',
    ]);
    const behind = { ...checkpointAt(history.slice(0, 4)) };
    expect(found({ checkpoint: behind })).toEqual([]);
    expect(
      found({ stream: [], audit: [], checkpoint: { last_seq: 0, hash: GENESIS, count: 1 } as Position, end: 0 }),
    ).toEqual([
      'altered, audit, null: The checkpoint was altered: it counts 1 events up to event 0, but the audit table holds 0.',
    ]);
  });
});
