import { SpeedMeter } from './speed-meter.ts';

describe('SpeedMeter', () => {
  it('returns the bytes per second once a second has passed', () => {
    const meter = new SpeedMeter();
    meter.add(0, 0);
    meter.add(500, 500);
    expect(meter.speed()).toBeNull();
    meter.add(2000, 1000);
    expect(meter.speed()).toBe(2000);
  });

  it('averages the last eight seconds', () => {
    const meter = new SpeedMeter();
    for (let second = 0; second <= 20; second++) meter.add(second * 100, second * 1000);
    for (let second = 21; second <= 40; second++) meter.add(2000 + (second - 20) * 1000, second * 1000);
    expect(meter.speed()).toBe(1000);
  });

  it('restarts after a pause', () => {
    const meter = new SpeedMeter();
    meter.add(0, 0);
    meter.add(1000, 1000);
    meter.reset();
    meter.add(1000, 60_000);
    expect(meter.speed()).toBeNull();
  });
});
