import { jest } from '@jest/globals';
import { MemoryEventLog } from '@reprise/event-log';
import { chain, GENESIS, type Position, type PositionObserver, type ReadModel } from '@reprise/read-model';
import { appendAll, entriesOf, newSeed, randomHistory } from '@reprise/read-model/testing';
import { signHeads, type Signing } from './sign-heads.ts';
import type { SignedHead } from './signed-head.ts';

const log = new MemoryEventLog();
let hashes: string[];
beforeAll(async () => {
  await appendAll(log, randomHistory(newSeed(), 3).slice(0, 20));
  hashes = chain(GENESIS, await entriesOf(log));
});
beforeEach(() => jest.useFakeTimers({ doNotFake: ['nextTick', 'setImmediate', 'queueMicrotask'] }));
afterEach(() => jest.useRealTimers());

/** Where the tables are after so many events; of those beyond the log, the hash is not looked at any more. */
const at = (seq: number): Position =>
  ({ last_seq: seq, count: seq, hash: seq === 0 ? GENESIS : (hashes[seq - 1] ?? 'later') }) as Position;
const settled = () => jest.advanceTimersByTimeAsync(0);

/** A signer that begins somewhere, with a trust in memory. */
async function signing(
  changes: Partial<Signing> = {},
  { from = 0, hash = at(from).hash, trust = {} as Partial<Signing['trust']> } = {},
) {
  const signed: number[] = [];
  const problems: string[] = [];
  let copies = 0;
  const memory = {
    last: async () => null,
    sign: async ({ last_seq }: Position) => {
      signed.push(last_seq);
      return {} as SignedHead;
    },
    copy: async () => void copies++,
    ...trust,
  };
  const options = { trust: memory, onProblem: (sentence: string) => problems.push(sentence), ...changes };
  // The table is read only where something was signed before.
  const signer = signHeads(options, {} as ReadModel, log)({ ...at(from), hash }) as PositionObserver & AsyncDisposable;
  await settled();
  return { signer, signed, problems, copies: () => copies };
}

describe('heads of what a projector writes', () => {
  it('are signed each time that so many entries came since the last one', async () => {
    const { signer, signed, copies } = await signing({ everyEntries: 50 });
    for (const seq of [49, 50, 99, 101, 150, 151]) await signer.reached(at(seq));
    expect(signed).toEqual([50, 101, 151]);
    expect(copies()).toBe(3);
    await signer[Symbol.asyncDispose]();
  });

  it('are signed each thousand entries, and after three minutes where any came', async () => {
    const { signer, signed } = await signing();
    for (const seq of [999, 1000]) await signer.reached(at(seq));
    expect(signed).toEqual([1000]);
    await signer.reached(at(1001));
    await jest.advanceTimersByTimeAsync(179_999);
    expect(signed).toEqual([1000]);
    await jest.advanceTimersByTimeAsync(1);
    expect(signed).toEqual([1000, 1001]);
    await jest.advanceTimersByTimeAsync(600_000);
    expect(signed).toEqual([1000, 1001]);
    await signer[Symbol.asyncDispose]();
  });

  it('are signed at the start of what is not signed yet, if it is enough', async () => {
    const enough = await signing({ everyEntries: 20 }, { from: 20 });
    expect(enough.signed).toEqual([20]);
    const tooFew = await signing({ everyEntries: 21 }, { from: 20 });
    expect(tooFew.signed).toEqual([]);
    await tooFew.signer[Symbol.asyncDispose]();
    expect(tooFew.signed).toEqual([20]);
    await enough.signer[Symbol.asyncDispose]();
    expect(enough.signed).toEqual([20]);
  });

  it('are signed no more by a timer once the projector has ended', async () => {
    const { signer, signed } = await signing({ everyMs: 1000 });
    await signer[Symbol.asyncDispose]();
    expect(signed).toEqual([]);
    await signer.reached(at(1));
    await jest.advanceTimersByTimeAsync(10_000);
    expect(signed).toEqual([]);
  });

  it('do not hold the projector up before it is known what was signed', async () => {
    let answer: (head: null) => void = () => undefined;
    const last = () => new Promise<null>((resolve) => (answer = resolve));
    const { signer, signed } = await signing({ everyEntries: 1, everyMs: 1000 }, { trust: { last } });
    await signer.reached(at(5));
    expect(signed).toEqual([]);
    answer(null);
    await jest.advanceTimersByTimeAsync(1000);
    expect(signed).toEqual([5]);
    await signer[Symbol.asyncDispose]();
  });

  it('are not signed of tables that end before what was signed', async () => {
    const last = async () => ({ seq: 9, count: 9, hash: hashes[8] }) as SignedHead;
    const { signer, signed, problems } = await signing({}, { from: 8, trust: { last } });
    expect(problems).toEqual(['Event 9 was signed, but the tables reach to event 8 only: nothing is signed before.']);
    await signer[Symbol.asyncDispose]();
    expect(signed).toEqual([]);
  });

  it('are not signed of tables to which the stream does not lead', async () => {
    const { signer, signed, problems } = await signing({ everyEntries: 1 }, { from: 21 });
    const { signer: other, ...after } = await signing({ everyEntries: 1 }, { from: 20, hash: 'ab'.repeat(32) });
    expect(after.problems).toEqual([
      'From event 1 on, after the last signed head, the stream leads to another hash at event 20, ' +
        'so nothing more of it is signed. What was changed says: npm run verify.',
    ]);
    await other.reached(at(21));
    await other[Symbol.asyncDispose]();
    expect([after.signed, after.problems.length]).toEqual([[], 1]);
    // A replica may lag behind: that is tried again.
    expect(problems).toEqual([expect.stringContaining('is tried again: LogUnavailableError')]);
    await signer[Symbol.asyncDispose]();
    expect(signed).toEqual([]);
  });

  it('are signed again where that failed, which is said', async () => {
    let fails = true;
    const signed: number[] = [];
    const sign = async ({ last_seq }: Position) => {
      if (fails) throw new Error('the disk is full');
      signed.push(last_seq);
      return {} as SignedHead;
    };
    const { signer, problems } = await signing({ everyEntries: 1 }, { trust: { sign } });
    await signer.reached(at(1));
    expect(problems).toEqual(["The audit's head could not be signed, and is tried again: Error: the disk is full"]);
    fails = false;
    await signer.reached(at(1));
    expect(signed).toEqual([1]);
    await signer[Symbol.asyncDispose]();
    expect(problems).toHaveLength(1);
  });
});

describe('the copies of heads elsewhere', () => {
  it('are made one at a time, and a failure is said', async () => {
    const copies: ((error?: Error) => void)[] = [];
    const copy = () =>
      new Promise<void>((resolve, reject) => copies.push((error) => (error ? reject(error) : resolve())));
    const { signer, problems } = await signing({ everyEntries: 1 }, { trust: { copy } });
    for (const seq of [1, 2, 3]) await signer.reached(at(seq));
    expect(copies).toHaveLength(1);
    copies[0]!(new Error('away'));
    await settled();
    expect(problems).toEqual([
      "The audit's heads could not be copied elsewhere, and are with the next one: Error: away",
    ]);
    await signer.reached(at(4));
    copies[1]!();
    await settled();
    await signer.reached(at(5));
    expect(copies).toHaveLength(3);
    copies[2]!();
    await settled();
    await signer[Symbol.asyncDispose]();
    expect(problems).toHaveLength(1);
  });

  it('that take longer than half a minute are said', async () => {
    const { signer, problems } = await signing(
      { everyEntries: 1 },
      { trust: { copy: () => new Promise<void>(() => undefined) } },
    );
    await signer.reached(at(1));
    await jest.advanceTimersByTimeAsync(29_999);
    expect(problems).toEqual([]);
    await jest.advanceTimersByTimeAsync(1);
    expect(problems).toEqual([expect.stringContaining('was not done in 30 s')]);
    await signer[Symbol.asyncDispose]();
  });

  it.each([
    ['a second', {}, 1000],
    ['as long as it is told', { leavingMs: 5000 }, 5000],
  ])('are waited for at the end, for %s at most', async (_, changes, ms) => {
    const copy = () => new Promise<void>(() => undefined);
    const { signer, problems, signed } = await signing({ everyEntries: 1, ...changes }, { trust: { copy } });
    await signer.reached(at(1));
    let isOver = false;
    const ended = Promise.resolve(signer[Symbol.asyncDispose]()).then(() => (isOver = true));
    await jest.advanceTimersByTimeAsync(ms - 1);
    expect([isOver, problems]).toEqual([false, []]);
    await jest.advanceTimersByTimeAsync(1);
    await ended;
    expect(signed).toEqual([1]);
    expect(problems).toEqual(['The last heads of the audit are not copied elsewhere yet: the next head brings them.']);
  });
});
