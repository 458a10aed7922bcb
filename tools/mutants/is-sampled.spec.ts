import { isSampled } from './is-sampled.mjs';

const sampled = (percent: number, seed: string) =>
  Array.from({ length: 3_000 }, (_, id) => id).filter((id) => isSampled({ percent, seed }, String(id)));

describe('a sample of mutants', () => {
  it('contains all of them at 100 %', () => {
    expect(sampled(100, '7')).toHaveLength(3_000);
  });

  it('is equal for the same seed, and different for another', () => {
    expect(sampled(6, '7')).toEqual(sampled(6, '7'));
    expect(sampled(6, '8')).not.toEqual(sampled(6, '7'));
  });

  it('is proportional to the size of each file: at 6 %, a file of 17 mutants has one or two in it', () => {
    const drawn = sampled(6, '7');
    expect(drawn).toHaveLength(180);
    for (let first = 0; first + 17 <= 3_000; first += 17) {
      const ofFile = drawn.filter((id) => id >= first && id < first + 17).length;
      expect([1, 2]).toContain(ofFile);
    }
  });
});
