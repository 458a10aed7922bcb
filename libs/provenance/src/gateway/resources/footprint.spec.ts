import { measuredTask } from '../testing/measured-task.ts';
import { basisOf, footprintOf } from './footprint.ts';

const RATES = { prices: null, coreWatts: 12, pue: 1.56, carbonIntensity: 475 };
const PRICES = { cpu_hour: 0.04, gb_hour: 0.005, currency: 'EUR' };
const GB = 2 ** 30;

/** An hour with 4 CPUs and 64 GB requested, half a CPU and 8 GB used. */
const hour = measuredTask('aa/0');

describe('the footprint of tasks', () => {
  it('follows the formula of Green Algorithms', () => {
    const { energy_kwh, co2e_g } = footprintOf([hour, hour], RATES);
    // t × (n_c × P_c × u_c + n_m × P_m) × PUE × 0.001
    const kwh = 2 * (1 * (4 * 12 * 0.125 + 64 * 0.3725) * 1.56 * 0.001);
    expect(energy_kwh).toBeCloseTo(kwh, 10);
    expect(co2e_g).toBeCloseTo(kwh * 475, 8);
  });

  it('counts cores as fully used whose use was not measured', () => {
    const unmeasured = measuredTask('aa/0', { cpu_percent: null });
    expect(footprintOf([unmeasured], RATES).energy_kwh).toBeCloseTo((4 * 12 + 64 * 0.3725) * 1.56 * 0.001, 10);
  });

  it('costs what was requested, for as long as the tasks ran', () => {
    expect(footprintOf([hour], { ...RATES, prices: PRICES }).cost).toBeCloseTo(4 * 0.04 + 64 * 0.005, 10);
    const short = measuredTask('aa/0', { resources: { realtime_ms: 1_800_000 } });
    expect(footprintOf([short], { ...RATES, prices: PRICES }).cost).toBeCloseTo(0.24, 10);
  });

  it('uses the peak for tasks that requested no memory', () => {
    const task = measuredTask('aa/0', { resources: { memory: null }, peak_rss: 2 * GB });
    expect(footprintOf([task], { ...RATES, prices: PRICES }).cost).toBeCloseTo(4 * 0.04 + 2 * 0.005, 10);
  });

  it('is unknown if no task has a record of its requests, and has no cost without prices', () => {
    const none = { cost: null, energy_kwh: null, co2e_g: null };
    expect(footprintOf([measuredTask('aa/0', { resources: null })], { ...RATES, prices: PRICES })).toEqual(none);
    expect(footprintOf([hour], RATES).cost).toBeNull();
  });

  it('names the source of each price and factor: a publication, or the setting that changed it', () => {
    const sources = (rates: typeof RATES) =>
      Object.fromEntries(
        basisOf(rates).factors.map(({ name, value, source }) => [name, `${String(value)}: ${source}`]),
      );
    expect(sources(RATES)).toEqual({
      core_watts: expect.stringMatching(/^12: .*Green Algorithms/) as unknown,
      memory_watts_per_gb: expect.stringMatching(/^0\.3725: Lannelongue/) as unknown,
      pue: expect.stringMatching(/^1\.56: .*Uptime Institute/) as unknown,
      carbon_intensity: expect.stringMatching(/^475: .*IEA/) as unknown,
    });
    const { currency, factors } = basisOf({ ...RATES, prices: PRICES, pue: 1.2 });
    expect(currency).toBe('EUR');
    expect(factors[0]).toMatchObject({ name: 'cpu_hour', value: 0.04, unit: 'EUR', source: 'setting REPRISE_PRICES' });
    expect(factors.find(({ name }) => name === 'pue')).toMatchObject({ value: 1.2, source: 'setting REPRISE_PUE' });
  });
});
