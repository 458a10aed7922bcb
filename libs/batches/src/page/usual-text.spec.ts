import type { JobView } from '@reprise/contracts';
import { aJob } from '@reprise/web/testing/views.ts';
import type { UsualValues } from '../contract/index.ts';
import { lateLegend, outlierLegend } from './usual-text.ts';

const metric = (name: string) => ({ name, label: name, unit: null, value: 1, verdict: null, warn: null, fail: null });
const job = (pipeline: string, ...names: string[]): JobView =>
  aJob({ pipeline, qc: { verdict: null, samples: 1, metrics: names.map(metric) } });
const limits = (name: string, jobs: number) => ({ name, jobs, median: 1, lower: 0, upper: 2 });
const usual = (part: Partial<UsualValues['pipelines'][number]> = {}): UsualValues => ({
  pipelines: [{ pipeline: 'wes', duration: null, metrics: [], ...part }],
});

describe('what the table of a batch says about its marks', () => {
  it('counts the earlier jobs, and names metrics that are not judged', () => {
    const judged = usual({ metrics: [limits('depth', 24), limits('Q30', 200)] });
    expect(outlierLegend(judged, [job('wes', 'depth', 'Q30', 'Ti/Tv')])).toEqual({
      judged: 'outlier against 24 to 200 earlier completed jobs outside of this batch',
      open: 'Outliers are not marked for Ti/Tv: fewer than 20 earlier values, or at least half are equal',
    });
    expect(outlierLegend(usual({ metrics: [limits('depth', 24)] }), [job('wes', 'depth')])).toEqual({
      judged: 'outlier against 24 earlier completed jobs outside of this batch',
      open: '',
    });
  });

  it('says that nothing is judged without earlier jobs, and nothing without metrics or while they are read', () => {
    expect(outlierLegend(usual(), [job('wes', 'depth')])).toEqual({
      judged: '',
      open: 'Outliers are not marked for depth: fewer than 20 earlier values, or at least half are equal',
    });
    expect(outlierLegend(usual(), [job('wes')])).toEqual({ judged: '', open: '' });
    expect(outlierLegend(null, [job('wes', 'depth')])).toEqual({ judged: '', open: '' });
  });

  it('says when open jobs are late, by pipeline if there are several', () => {
    const timed = usual({ duration: { jobs: 40, median_ms: 30_000, late_after_ms: 45_000 } });
    expect(lateLegend(timed, [job('wes')])).toBe('late after 45 s, by 40 earlier jobs');
    expect(lateLegend(timed, [job('wes'), job('rna')])).toBe(
      'wes: late after 45 s, by 40 earlier jobs; rna: late jobs are not marked: fewer than 20 earlier durations',
    );
    expect(lateLegend(timed, [{ ...job('wes'), status: 'completed' }])).toBe('');
  });
});
