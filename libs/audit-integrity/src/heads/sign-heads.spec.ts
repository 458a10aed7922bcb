import { jest } from '@jest/globals';
import { MemoryEventLog } from '@reprise/event-log';
import { chain, GENESIS, type Position, type PositionObserver } from '@reprise/read-model';
import { appendAll, entriesOf, newSeed, randomHistory } from '@reprise/read-model/testing';
import { MemoryTables } from './memory-tables.fixture.ts';
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

/** Position of the tables after a number of events. Beyond the log, the hash is no longer checked. */
const at = (seq: number): Position =>
  ({ last_seq: seq, count: seq, hash: seq === 0 ? GENESIS : (hashes[seq - 1] ?? 'later') }) as Position;
/** Position of the tables after manipulation. */
const forged = { last_seq: 20, count: 20, hash: 'ab'.repeat(32) } as Position;
type Stream = Parameters<typeof signHeads>[2];
const settled = () => jest.advanceTimersByTimeAsync(0);

/** A signer that starts at a position, with in-memory trust. */
async function signing(
  changes: Partial<Signing> = {},
  { begin = at(0), trust = {} as Partial<Signing['trust']>, tables = new MemoryTables(), stream = log as Stream } = {},
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
  const signer = signHeads(options, tables.readModel, stream)(begin) as PositionObserver & AsyncDisposable;
  await settled();
  return { signer, signed, problems, copies: () => copies };
}

describe('signed heads of a projector', () => {
  it('are signed each time the configured number of entries was added', async () => {
    const { signer, signed, copies } = await signing({ everyEntries: 50 });
    for (const seq of [49, 50, 99, 101, 150, 151]) await signer.reached(at(seq));
    expect(signed).toEqual([50, 101, 151]);
    expect(copies()).toBe(3);
    await signer[Symbol.asyncDispose]();
  });

  it('are signed each thousand entries, and after three minutes with new entries', async () => {
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

  it('are signed at the start for unsigned entries, if there are enough', async () => {
    const enough = await signing({ everyEntries: 20 }, { begin: at(20) });
    expect(enough.signed).toEqual([20]);
    const tooFew = await signing({ everyEntries: 21 }, { begin: at(20) });
    expect(tooFew.signed).toEqual([]);
    await tooFew.signer[Symbol.asyncDispose]();
    expect(tooFew.signed).toEqual([20]);
    await enough.signer[Symbol.asyncDispose]();
    expect(enough.signed).toEqual([20]);
  });

  it('are no longer signed by a timer once the projector has ended', async () => {
    const { signer, signed } = await signing({ everyMs: 1000 });
    await signer[Symbol.asyncDispose]();
    expect(signed).toEqual([]);
    await signer.reached(at(1));
    await jest.advanceTimersByTimeAsync(10_000);
    expect(signed).toEqual([]);
  });

  it('do not block the projector before the signed heads are read', async () => {
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

  it('are not signed for tables that end before the last signed head', async () => {
    const last = async () => ({ seq: 9, count: 9, hash: hashes[8] }) as SignedHead;
    const { signer, signed, problems } = await signing({}, { begin: at(8), trust: { last } });
    expect(problems).toEqual(['Event 9 was signed, but the tables reach to event 8 only: nothing is signed before.']);
    await signer[Symbol.asyncDispose]();
    expect(signed).toEqual([]);
  });

  it('are not signed for tables that the stream does not lead to', async () => {
    const { signer, signed, problems } = await signing({ everyEntries: 1 }, { begin: at(21) });
    const { signer: other, ...after } = await signing({ everyEntries: 1 }, { begin: forged });
    expect(after.problems).toEqual([
      'From event 1 on, after the last signed head, the stream leads to another hash at event 20, ' +
        'so nothing more of it is signed. What was changed says: npm run verify.',
    ]);
    await other.reached(at(21));
    await other[Symbol.asyncDispose]();
    expect([after.signed, after.problems.length]).toEqual([[], 1]);
    // A replica may lag behind, so the check is retried.
    expect(problems).toEqual([expect.stringContaining('is tried again: LogUnavailableError')]);
    await signer[Symbol.asyncDispose]();
    expect(signed).toEqual([]);
  });

  it('are retried after a failure, which is reported', async () => {
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

describe('tables that differ from what was signed', () => {
  const SECOND = 1000;
  const passes = () => jest.advanceTimersByTimeAsync(SECOND);

  /** A signer with tables, and a trust that records what it signed. A tick is a second. */
  async function refusing(tables: MemoryTables, begin: Position, last: SignedHead | null = null) {
    let head = last;
    const [looks, signs]: [number[], Position[]] = [[], []];
    let ticks = 0;
    const trust: Partial<Signing['trust']> = {
      last: async () => (looks.push(ticks), head),
      sign: async (position) => {
        signs.push(position);
        return (head = { seq: position.last_seq, count: position.count, hash: position.hash } as SignedHead);
      },
    };
    const { signer, problems } = await signing({ everyEntries: 1, everyMs: SECOND }, { tables, trust, begin });
    const tick = async (times = 1) => {
      for (let n = 0; n < times; n++) {
        ticks += 1;
        await passes();
      }
    };
    return { signer, problems, looks, signs, tick };
  }
  const tablesAt = (position: Position) => Object.assign(new MemoryTables(), { position, hashes });
  const REFUSED = expect.stringContaining('so nothing more of it is signed') as string;

  it('are checked at growing intervals, and reported once', async () => {
    const { looks, problems, tick, signer } = await refusing(tablesAt(forged), forged);
    await tick(80);
    expect(looks).toEqual([0, 1, 3, 7, 15, 35, 55, 75]);
    expect(problems).toEqual([REFUSED]);
    await signer[Symbol.asyncDispose]();
    expect(looks).toHaveLength(8);
  });

  it('are checked at once after a change by another writer, and not when this projector continues', async () => {
    const tables = tablesAt(forged);
    const { looks, tick, signer } = await refusing(tables, forged);
    await tick(4);
    const later = { ...at(21), hash: 'cd'.repeat(32) };
    await signer.reached(later);
    tables.position = later;
    await tick();
    expect(looks).toEqual([0, 1, 3]);
    tables.position = { ...later, count: 6 };
    await tick();
    expect(looks).toEqual([0, 1, 3, 6]);
    await signer[Symbol.asyncDispose]();
  });

  it("are checked at this projector's position while they hold none", async () => {
    const { looks, problems, tick, signer } = await refusing(new MemoryTables(), forged);
    await tick();
    expect([looks, problems]).toEqual([[0, 1], [REFUSED]]);
    await signer[Symbol.asyncDispose]();
  });

  it.each([
    ['another hash', { hash: forged.hash }],
    ['another number of events', { count: 19 }],
  ])("are signed once a rebuild has replaced %s, without this projector's own state", async (_, wrong) => {
    const begin = { ...at(20), ...wrong };
    const tables = tablesAt(begin);
    const { signs, problems, tick, signer } = await refusing(tables, begin);
    tables.position = at(20);
    await tick(3);
    await signer.reached({ ...begin, last_seq: 21, count: 21 });
    await signer[Symbol.asyncDispose]();
    expect(signs).toEqual([at(20)]);
    expect(problems).toEqual([REFUSED]);
  });

  it('are signed again once the audit matches what was signed, which is reported', async () => {
    const tables = tablesAt(at(20));
    tables.hashes = hashes.with(9, 'ab'.repeat(32));
    const head = { seq: 10, count: 10, hash: hashes[9] } as SignedHead;
    const { signs, problems, tick, signer } = await refusing(tables, at(20), head);
    expect([problems, signs]).toEqual([[expect.stringContaining('is not what was signed at event 10')], []]);
    tables.hashes = hashes;
    await tick();
    expect(problems.slice(1)).toEqual(['The tables lead to what was signed again, so heads are signed again.']);
    expect(signs).toEqual([at(20)]);
    await signer.reached(at(21));
    expect(signs).toEqual([at(20), at(21)]);
    await signer[Symbol.asyncDispose]();
  });

  it('are absent at the last signed head', async () => {
    const head = { seq: 20, count: 20, hash: hashes[19] } as SignedHead;
    const { signs, problems, signer } = await refusing(tablesAt(at(20)), at(20), head);
    await signer.reached(at(21));
    expect([signs, problems]).toEqual([[at(21)], []]);
    await signer[Symbol.asyncDispose]();
  });
});

describe('the end of a projector', () => {
  it('aborts a check that takes too long', async () => {
    const slow = async function* () {
      await new Promise((resolve) => setTimeout(resolve, 2000));
      yield* log.read('>', { from: 1 });
    };
    const { signer, problems, signed } = await signing({}, { begin: at(20), stream: { read: slow } });
    const ended = signer[Symbol.asyncDispose]();
    await jest.advanceTimersByTimeAsync(4000);
    await ended;
    expect([problems.at(-1), signed]).toEqual([expect.stringContaining('Error: The projector ends'), []]);
  });

  it('does not wait for copies if signing alone took longer than the limit', async () => {
    const sign = async ({ last_seq }: Position) => {
      if (last_seq > 5) await new Promise((resolve) => setTimeout(resolve, 2000));
      return {} as SignedHead;
    };
    const copy = () => new Promise<void>(() => undefined);
    const { signer, problems } = await signing({ everyEntries: 5 }, { trust: { sign, copy } });
    for (const seq of [5, 6]) await signer.reached(at(seq));
    const ended = signer[Symbol.asyncDispose]();
    await jest.advanceTimersByTimeAsync(2000);
    await ended;
    expect(problems).toEqual([expect.stringContaining('are not copied elsewhere yet')]);
  });

  it('leaves no timer that would hold the process', async () => {
    const { signer } = await signing({ everyEntries: 1, leavingMs: 77_000 });
    const [set, cleared] = [jest.spyOn(globalThis, 'setTimeout'), jest.spyOn(globalThis, 'clearTimeout')];
    await signer[Symbol.asyncDispose]();
    const late = set.mock.calls.findIndex(([, ms]) => ms === 77_000);
    expect(cleared.mock.calls).toContainEqual([set.mock.results[late]!.value]);
    jest.restoreAllMocks();
  });

  it('is as usual if no listener for problems exists', async () => {
    const sign = () => Promise.reject(new Error('the disk is full'));
    const { signer } = await signing({ everyEntries: 1, onProblem: undefined as never }, { trust: { sign } });
    await expect(signer.reached(at(1))).resolves.toBeUndefined();
    await signer[Symbol.asyncDispose]();
  });
});

describe('the external copies of heads', () => {
  it('are made one at a time, and a failure is reported', async () => {
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

  it('are reported if they take longer than half a minute', async () => {
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
    ['the given time', { leavingMs: 5000 }, 5000],
  ])('are awaited at the end, for at most %s', async (_, changes, ms) => {
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
