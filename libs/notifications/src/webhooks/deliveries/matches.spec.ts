import { matches } from './matches.ts';

const event = (
  type: string,
  data: object = {},
  job: Pick<Parameters<typeof matches>[0], 'pipeline' | 'sample_name' | 'labels' | 'created_by'> = WES,
) => ({
  type,
  ...job,
  payload: new TextEncoder().encode(JSON.stringify(data)),
});
const ANA = 'user:019b2f70-0a11-7b22-8c33-9d44aabbcc02';
const WES = {
  pipeline: 'wes',
  sample_name: 'DEMO1-simulated',
  labels: { run: '2026-48', project: 'cardio' },
  created_by: `${ANA}/token:lims`,
};
const QUEUE = { pipeline: null, sample_name: null, labels: null, created_by: null };

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

  it('requires each of the labels', () => {
    expect(matches(event('submitted'), { label: ['run=2026-48', 'project=cardio'] })).toBe(true);
    expect(matches(event('submitted'), { label: ['run=2026-48', 'project=rare'] })).toBe(false);
    expect(matches(event('queue_paused', {}, QUEUE), { label: ['run=2026-48'] })).toBe(false);
  });

  it('requires one of the people who submitted the job, with or without a token', () => {
    expect(matches(event('submitted'), { submitted_by: ['admin', ANA] })).toBe(true);
    expect(matches(event('submitted'), { submitted_by: ['admin'] })).toBe(false);
    expect(matches(event('queue_paused', {}, QUEUE), { submitted_by: [ANA] })).toBe(false);
  });

  it('requires one of the verdicts on quality, and none of other events', () => {
    expect(matches(event('qc_measured', { verdict: 'fail' }), { qc: ['fail'] })).toBe(true);
    expect(matches(event('qc_measured', { verdict: 'warn' }), { qc: ['fail'] })).toBe(false);
    expect(matches(event('qc_measured', { verdict: null }), { qc: ['fail'] })).toBe(false);
    expect(matches(event('attempt_succeeded'), { qc: ['fail'] })).toBe(true);
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
