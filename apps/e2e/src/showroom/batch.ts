import type { BatchView, UsualValues } from '@reprise/batches/contract';
import type { JobView, QcMetric, QcSummary } from '@reprise/contracts';
import type { Fakes } from './fakes.ts';

/** Batch of all jobs of the showroom. */
export const BATCH = { id: '0196f0d2-66ff-7aa5-8e55-6a7b8c9d0e1f', name: 'Cardio panel, run 2026-48' };

const summary = { total: 96, running: 0, pending: 0, paused: 0, failed: 0, cancelled: 0, completed: 0 };
const others: BatchView[] = [
  {
    batch_id: '0196f0d2-66ff-7aa5-8e55-6a7b8c9d0e2f',
    name: 'Rare diseases, second sequencing of plates 11 and 12 after the swap of two columns',
    pipelines: ['simulated-exome', 'wes'],
    jobs: { ...summary, paused: 1, pending: 95 },
    created_at: '2026-03-01T08:00:00.000Z',
    created_by: 'admin',
    completed_at: null,
  },
  {
    batch_id: '0196f0d2-66ff-7aa5-8e55-6a7b8c9d0e3f',
    name: 'Plate 10',
    pipelines: ['wes'],
    jobs: { ...summary, failed: 2, completed: 94 },
    created_at: '2026-02-26T08:00:00.000Z',
    created_by: 'admin',
    completed_at: '2026-02-27T02:12:00.000Z',
  },
];

/** Adds two batches to the list. */
export const answerBatches = ({ change }: Fakes): void =>
  change(/\/api\/batches(\?|$)/, (body) => ({ ...body, items: [...(body['items'] as BatchView[]), ...others] }));

/** A running job of the showroom is late, and a low depth is an outlier. */
const USUAL: Omit<UsualValues['pipelines'][number], 'pipeline'> = {
  duration: { jobs: 180, median_ms: 8000, late_after_ms: 12_000 },
  metrics: [{ name: 'mean_depth', jobs: 200, median: 82.4, lower: 51.2, upper: 113.6 }],
};

/** Number of jobs of a plate. */
const PLATE = 96;

/**
 * Adds three failed jobs to the batch, one of them with another cause, and fills it up to a plate with completed ones.
 * Gives the completed jobs the quality metrics that simulated runs do not measure.
 */
export function answerBatch({ change }: Fakes): void {
  change(/\/api\/batches\/[^/]+\/usual/, (body) => ({
    pipelines: (body['pipelines'] as UsualValues['pipelines']).map((each) => ({ ...each, ...USUAL })),
  }));
  change(/\/api\/jobs\?.*\bbatch=/, (body) => {
    const jobs = body['items'] as JobView[];
    const failed = jobs.find(({ failure }) => failure?.cause === 'error')!;
    const killed = {
      ...failed,
      current_step: 'Align reads',
      failure: { ...failed.failure!, failing_step: 'ALIGN', step: 'Align reads', exit_code: 137, summary: null },
    };
    const completed = jobs.filter(({ status }) => status === 'completed');
    const copies = Array.from({ length: PLATE - jobs.length - 3 }, (_, n) => ({
      ...completed[0]!,
      job_id: `0196f0d2-66ff-7aa5-8e55-6a7b8c9d1${String(n).padStart(3, '0')}`,
      sample_name: `PAT-${String(n + 423).padStart(4, '0')}`,
    }));
    const measured = [...completed, ...copies].map((job, n) => ({
      ...job,
      qc: quality(n === 0 ? 12.4 : 73.43 + (n % 9)),
    }));
    const rest = jobs.filter(({ status }) => status !== 'completed');
    const added = [failed, failed, killed].map((job, n) => ({
      ...job,
      job_id: `0196f0d2-66ff-7aa5-8e55-6a7b8c9d0e4${String(n)}`,
      sample_name: `PAT-042${String(n)}`,
    }));
    const items = [...measured, ...rest, ...added].toSorted((a, b) => a.sample_name.localeCompare(b.sample_name));
    return { ...body, items };
  });
}

/** Quality of a sample with a mean depth that is too low or good. */
function quality(depth: number): QcSummary {
  const isLow = depth < 15;
  const metric = (
    name: string,
    label: string,
    unit: string | null,
    value: number,
    changes: Partial<QcMetric> = {},
  ) => ({
    name,
    label,
    unit,
    value,
    verdict: null,
    warn: null,
    fail: null,
    ...changes,
  });
  const metrics: QcMetric[] = [
    metric('reads', 'Reads', null, 48_211_034),
    metric('mean_depth', 'Mean depth', '×', depth, {
      verdict: isLow ? 'fail' : 'pass',
      warn: { below: 30 },
      fail: { below: 15 },
    }),
    metric('targets_20x', 'Targets ≥ 20×', '%', isLow ? 91.2 : 99.78, {
      verdict: isLow ? 'warn' : 'pass',
      warn: { below: 95 },
      fail: null,
    }),
  ];
  return { verdict: isLow ? 'fail' : 'pass', samples: 1, metrics };
}
