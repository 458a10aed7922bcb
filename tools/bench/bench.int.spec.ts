import { append } from './append.ts';
import { rebuild } from './rebuild.ts';

/** Small ones: whether they measure at all, not how fast anything is. */
describe.each([
  ['append', append(20)],
  ['rebuild', rebuild(40)],
])('the bench %s', (name, bench) => {
  it('measures ours and the bare floor side by side, against real servers', async () => {
    const [measure, ...others] = await bench(1, () => undefined);
    expect(others).toEqual([]);
    expect(measure).toMatchObject({ name, unit: 'µs per event' });
    expect(measure?.pairs).toEqual([{ ours: expect.any(Number), floor: expect.any(Number) }]);
    expect(measure?.pairs.every(({ ours, floor }) => ours > 0 && floor > 0)).toBe(true);
  });
});
