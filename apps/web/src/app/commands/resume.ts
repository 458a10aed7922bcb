import type { RunPreview } from '@reprise/contracts';
import { mayRemainOfMany, mayRemainPoints } from './base/may-remain.ts';
import type { JobPageCommand } from './base/page-command.ts';

export const resume = {
  isDestructive: false,
  showsRun: true,
  preview: { read: (api, job) => api.preview(job.job_id, {}) },
  reasons: ['Cause was removed'],
  dialog(job, { preview }) {
    const { sample_name, attempt_mode, steps, warnings = [] } = job;
    const step = preview && firstStep(preview);
    // If an attempt resumed an earlier one, the earlier tasks are also in its cache, although it did not report them.
    const isCached = attempt_mode !== 'fresh' || steps.some(({ tasks }) => tasks.completed + tasks.cached > 0);
    return {
      title: `Resume ${sample_name}?`,
      lead: `It continues${step ? ` from ${step}` : ''} in the same session and work dir.`,
      points: [
        ...mayRemainPoints(job, preview),
        {
          icon: 'layers',
          strong:
            warnings.find(({ about }) => about === 'cache')?.message ??
            (isCached ? 'Tasks in the cache do not run again.' : 'No task has finished yet.'),
          text: 'Half-written task folders are moved aside first.',
        },
      ],
      confirm: 'Resume job',
      dismiss: 'Not now',
    };
  },
  many: (selected) => ({
    lead: 'Each continues in its session and work dir.',
    points: [
      ...mayRemainOfMany(selected),
      {
        icon: 'layers',
        strong: 'Tasks in the cache do not run again.',
        text: 'Half-written task folders are moved aside first.',
      },
    ],
  }),
  outcome: ({ sample_name, attempt }) => `${sample_name} is resumed, attempt ${attempt}`,
} satisfies JobPageCommand<RunPreview>;

/** Label of the first step that runs; null if no step runs, or if one before it may. */
function firstStep({ steps }: RunPreview): string | null {
  const first = steps.find(({ will }) => will !== 'cached');
  return first && first.will !== 'maybe' ? first.step : null;
}
