import { isSampled } from './is-sampled.mjs';

const sampled = (percent: number, seed: string) =>
  Array.from({ length: 3_000 }, (_, id) => id).filter((id) => isSampled({ percent, seed }, String(id)));

describe('a sample of mutants', () => {
  it('is all of them at 100 %', () => {
    expect(sampled(100, '7')).toHaveLength(3_000);
  });

  it('is the same for a seed, and another one for another seed', () => {
    expect(sampled(6, '7')).toEqual(sampled(6, '7'));
    expect(sampled(6, '8')).not.toEqual(sampled(6, '7'));
  });

  it('has as much of each file as it is large: a file of 17 mutants has one or two of them in 6 %', () => {
    const drawn = sampled(6, '7');
    expect(drawn).toHaveLength(180);
    for (let first = 0; first + 17 <= 3_000; first += 17) {
      const ofFile = drawn.filter((id) => id >= first && id < first + 17).length;
      expect([1, 2]).toContain(ofFile);
    }
  });
});
