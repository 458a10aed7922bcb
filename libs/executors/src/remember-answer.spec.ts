import { rememberAnswer } from './remember-answer.ts';

describe('a remembered listing', () => {
  let now: number;
  let asked: number;
  let fails: boolean;
  const ask = () =>
    rememberAnswer(
      () => (fails ? Promise.reject(new Error('down')) : Promise.resolve(++asked)),
      () => now,
    );
  beforeEach(() => ([now, asked, fails] = [0, 0, false]));

  it('serves all readers within its time', async () => {
    const again = ask();
    const first = [await again(5_000), await again(5_000)];
    now = 4_999;
    const late = await again(5_000);
    now = 5_000;
    expect([...first, late, await again(5_000)]).toEqual([1, 1, 1, 2]);
  });

  it("is not used for a proof, and readers then get the proof's answer", async () => {
    const again = ask();
    expect([await again(5_000), await again(), await again(5_000)]).toEqual([1, 2, 2]);
  });

  it('excludes failures', async () => {
    const again = ask();
    fails = true;
    await expect(again(5_000)).rejects.toThrow('down');
    fails = false;
    expect(await again(5_000)).toBe(1);
  });
});
