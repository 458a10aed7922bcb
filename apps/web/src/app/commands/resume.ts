import type { JobPageCommand } from './base/page-command.ts';

export const resume = {
  isDestructive: false,
  showsRun: true,
  preview: { read: (api, job) => api.preview(job.job_id, {}) },
  reasons: ['Cause was removed'],
  dialog({ sample_name, current_step, attempt_mode, steps, warnings = [] }) {
    // An attempt that resumed another has its tasks in the cache too, though it saw none of them.
    const isCached = attempt_mode !== 'fresh' || steps.some(({ tasks }) => tasks.completed + tasks.cached > 0);
    return {
      title: `Resume ${sample_name}?`,
      lead: `It goes on${current_step ? ` from ${current_step}` : ''} in the same session and work dir.`,
      points: [
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
  many: () => ({
    lead: 'Each goes on in its session and work dir.',
    points: [
      {
        icon: 'layers',
        strong: 'Tasks in the cache do not run again.',
        text: 'Half-written task folders are moved aside first.',
      },
    ],
  }),
  outcome: ({ sample_name, attempt }) => `${sample_name} is resumed, attempt ${attempt}`,
} satisfies JobPageCommand;
