import { GENESIS } from '@reprise/read-model';
import type { SignedHead } from '../heads/signed-head.ts';
import {
  entry,
  hashAt,
  headAt,
  history,
  readRows,
  replaced,
  rows,
  strange,
  timeOf,
  type Rows,
} from '../verify/short-history.fixture.ts';
import { checkAudit, UnfitAuditError } from './check-audit.ts';
import { seedMessages } from './reseed.ts';

/** Checks rows. Returns the result, and the events that were reported as read. */
async function checked(of: Rows, heads: readonly SignedHead[] = []) {
  const seen: number[] = [];
  const { last, hash } = await checkAudit(readRows(of), heads, (seq) => seen.push(seq));
  return { last, hash, seen };
}
const refused = async (of: Rows, heads: readonly SignedHead[] = []) => {
  const error = await checked(of, heads).then(
    () => undefined,
    (reason: unknown) => reason,
  );
  expect(error).toBeInstanceOf(UnfitAuditError);
  expect(error).toMatchObject({ name: 'UnfitAuditError', code: 'UNFIT_AUDIT' });
  return (error as UnfitAuditError).message;
};
const changed = (seq: number, changes: Partial<Rows[number]>) =>
  rows.map((row) => (row.seq === seq ? { ...row, ...changes } : row));
const altered = (what: string) =>
  `The audit table was altered: ${what}. Nothing was written into the stream. Bring the table back from a backup first.`;

describe('an audit table that becomes the log', () => {
  it('is read to its end if chain and heads agree', async () => {
    const heads = [headAt(2), headAt(2, history, 3), headAt(6), { ...headAt(6), seq: 9 }];
    expect(await checked(rows, heads)).toEqual({ last: 6, hash: hashAt(history, 6), seen: [1, 2, 3, 4, 5, 6] });
  });

  it('is read up to its first gap', async () => {
    const gap = await checked(rows.filter(({ seq }) => seq !== 4));
    expect(gap).toEqual({ last: 3, hash: hashAt(history, 3), seen: [1, 2, 3] });
    expect(await checked(rows.slice(1))).toEqual({ last: 0, hash: GENESIS, seen: [] });
    expect(await checked([])).toEqual({ last: 0, hash: GENESIS, seen: [] });
  });

  it('is refused if an event differs from its hash', async () => {
    expect(await refused(changed(3, { payload: Buffer.from('{}') }))).toBe(
      altered('event 3 is not what its hash says'),
    );
    expect(await refused(changed(6, { hash: GENESIS }))).toBe(altered('event 6 is not what its hash says'));
  });

  it('is refused if headers are not pairs of text', async () => {
    expect(await refused(changed(2, { headers: null }))).toBe(altered('the headers of event 2 are no pairs of text'));
  });

  it('is refused if it leads to another hash than a signed head', async () => {
    const other = replaced(3, strange);
    const message = (seq: number) => altered(`up to event ${seq} it is not what was signed at ${timeOf(100 + seq)}`);
    expect(await refused(rows, [headAt(3, other), headAt(6)])).toBe(message(3));
    expect(await refused(rows, [headAt(2), headAt(4), headAt(6, replaced(6, entry(6)))])).toBe(message(6));
    expect(await refused(rows, [headAt(4), headAt(4, other)])).toBe(message(4));
  });
});

describe('the messages that fill the stream', () => {
  it('are the events as they were stored, without the other columns', async () => {
    const [{ subject, headers, payload }] = [history[0]!];
    const messages = [];
    for await (const message of seedMessages(readRows(rows.slice(0, 1)))) messages.push(message);
    expect(messages).toEqual([{ seq: 1, subject, headers, payload }]);
  });

  it('end before a row that was altered since its check', async () => {
    const seen: number[] = [];
    const seeding = async () => {
      for await (const { seq } of seedMessages(readRows(changed(3, { headers: null })))) seen.push(seq);
    };
    await expect(seeding()).rejects.toThrow(new UnfitAuditError('Event 3 was altered meanwhile.'));
    expect(seen).toEqual([1, 2]);
  });
});
