import type { RunPreview } from '../../views/preview.ts';

const preview: RunPreview = {
  ...{ refusal: null, work_dir: 'present', held: null },
  steps: [
    {
      ...{ process: 'FASTP', step: 'Trim reads', will: 'cached', reason: null, uses: null },
      ...{ tasks_again: 0, tasks_cached: 1, tasks_maybe: 0, names: [], last_ms: 84_000, usual_ms: 80_000 },
    },
    {
      ...{ process: 'ALIGN', step: 'Align reads', will: 'again', reason: 'chosen', uses: null },
      ...{ tasks_again: 1, tasks_cached: 0, tasks_maybe: 0, names: ['ALIGN (DEMO1)'] },
      ...{ last_ms: 216_000, usual_ms: 210_000 },
    },
    {
      ...{ process: 'CALL', step: 'Call variants', will: 'again', reason: 'uses', uses: 'Align reads' },
      ...{ tasks_again: 1, tasks_cached: 0, tasks_maybe: 0, names: ['CALL (DEMO1)'] },
      ...{ last_ms: 95_000, usual_ms: 90_000 },
    },
  ],
  ...{ tasks_again: 2, tasks_cached: 1, tasks_maybe: 0, dirs_moved: 2, expected_ms: 311_000 },
  nextflow: null,
  ignores_params: null,
  pipeline_changed: null,
  changes: [{ param: 'min_depth', steps: ['Call variants'] }],
};

export const previewExamples = {
  bodies: { restart: { step: 'ALIGN' }, changed: { step: 'ALIGN', params: { min_depth: 1200 } }, resume: {} },
  answer: preview,
};
