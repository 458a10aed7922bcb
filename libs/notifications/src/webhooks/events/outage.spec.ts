import { conditionsOf } from './outage.ts';

const HEARD = '2026-12-02T03:00:00.000Z';
const runner = { runner_id: 'runner-a', host: null, last_seen: HEARD, disk_free_bytes: null };
const after = (seconds: number, is_disk_full: boolean | undefined) =>
  conditionsOf({ ...runner, is_disk_full }, Date.parse(HEARD) + seconds * 1000);

describe('the condition of a runner', () => {
  it('is away after a minute without a heartbeat, which is longer than its lease', () => {
    expect(after(59, false)).toEqual({ runner_away: false, disk_low: false });
    expect(after(61, false).runner_away).toBe(true);
  });

  it('has an unknown disk while it is away, or if it does not report it', () => {
    expect(after(1, true).disk_low).toBe(true);
    expect(after(61, true).disk_low).toBeUndefined();
    expect(after(1, undefined).disk_low).toBeUndefined();
  });
});
