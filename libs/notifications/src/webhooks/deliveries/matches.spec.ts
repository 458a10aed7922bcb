import { matches } from './matches.ts';

const event = (
  type: string,
  data: object = {},
  job: { pipeline: string | null; sample_name: string | null } = WES,
) => ({
  type,
  ...job,
  payload: new TextEncoder().encode(JSON.stringify(data)),
});
const WES = { pipeline: 'wes', sample_name: 'DEMO1-simulated' };
const QUEUE = { pipeline: null, sample_name: null };

describe('the filter of a webhook', () => {
  it('matches everything by default', () => {
    expect(matches(event('submitted'), {})).toBe(true);
    expect(matches(event('queue_paused', {}, QUEUE), { pipeline: [], sample: '', cause: [] })).toBe(true);
  });

  it('requires one of the pipelines', () => {
    expect(matches(event('submitted'), { pipeline: ['rna', 'wes'] })).toBe(true);
    expect(matches(event('submitted'), { pipeline: ['rna'] })).toBe(false);
  });

  it("requires a part of the sample's name, in any case", () => {
    expect(matches(event('submitted'), { sample: 'demo1-SIM' })).toBe(true);
    expect(matches(event('submitted'), { sample: 'DEMO2' })).toBe(false);
  });

  it('matches no event of a queue if it requires a pipeline or a sample', () => {
    expect(matches(event('queue_paused', {}, QUEUE), { pipeline: ['wes'] })).toBe(false);
    expect(matches(event('queue_paused', {}, QUEUE), { sample: 'DEMO' })).toBe(false);
  });

  it('requires one of the causes of a failure, and none of other events', () => {
    const filter = { cause: ['error' as const] };
    expect(matches(event('attempt_failed', { cause: 'error' }), filter)).toBe(true);
    expect(matches(event('attempt_failed', { cause: 'killed' }), filter)).toBe(false);
    expect(matches(event('attempt_succeeded'), filter)).toBe(true);
  });

  it('requires all conditions together', () => {
    expect(matches(event('submitted'), { pipeline: ['wes'], sample: 'DEMO2' })).toBe(false);
    expect(matches(event('submitted'), { pipeline: ['wes'], sample: 'DEMO1' })).toBe(true);
  });
});
