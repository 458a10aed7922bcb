import { rememberAnswer } from './remember-answer.ts';

describe('a remembered answer', () => {
  let now: number;
  let asked: number;
  let fails: boolean;
  const ask = () =>
    rememberAnswer(
      () => (fails ? Promise.reject(new Error('down')) : Promise.resolve(++asked)),
      () => now,
    );
  beforeEach(() => ([now, asked, fails] = [0, 0, false]));

  it('is given to all who look within its time', async () => {
    const again = ask();
    const first = [await again(5_000), await again(5_000)];
    now = 4_999;
    const late = await again(5_000);
    now = 5_000;
    expect([...first, late, await again(5_000)]).toEqual([1, 1, 1, 2]);
  });

  it('is not given to those who prove something, whose answer is then that of those who look', async () => {
    const again = ask();
    expect([await again(5_000), await again(), await again(5_000)]).toEqual([1, 2, 2]);
  });

  it('is no failure', async () => {
    const again = ask();
    fails = true;
    await expect(again(5_000)).rejects.toThrow('down');
    fails = false;
    expect(await again(5_000)).toBe(1);
  });
});
