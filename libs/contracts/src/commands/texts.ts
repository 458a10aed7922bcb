// Written by tools/commands/write-command-lists.ts: do not edit.

/** Texts of each command besides its button. */
export const commandTexts = {
  submit: {
    path: 'jobs',
    summary: 'Submit a sample to a pipeline',
    message: 'Pipeline submitted',
  },
  cancel: {
    path: 'jobs/:id/cancel',
    summary: 'Cancel a job; ends its processes and tasks',
    message: 'Pipeline cancelled successfully',
  },
  abandon: {
    path: 'jobs/:id/abandon',
    summary: 'Give up a job that is not proven to have ended: it fails at once, and its files are locked until it is',
    message: 'Pipeline abandoned',
  },
  pause: {
    path: 'jobs/:id/pause',
    summary: 'Hold a running job: freeze its processes, or let running tasks finish and start no new one',
    message: 'Pipeline pause requested',
  },
  unpause: {
    path: 'jobs/:id/unpause',
    summary: 'Continue a paused job',
    message: 'Pipeline unpause requested',
  },
  resume: {
    path: 'jobs/:id/resume',
    summary: 'Continue a failed job from its finished tasks',
    message: 'Pipeline resume started',
  },
  restart: {
    path: 'jobs/:id/restart',
    summary: 'Run a step of a job and all after it again; what came before stays cached where it is unchanged',
    message: 'Pipeline restart started',
  },
  rerun: {
    path: 'jobs/:id/rerun',
    summary: 'Run a job again from scratch',
    message: 'Pipeline rerun started',
  },
  clean: {
    path: 'jobs/:id/clean',
    summary: 'Delete files of a job that has ended: its work dir, partial outputs, results, or all of them',
    message: 'Pipeline clean requested',
  },
  pin: {
    path: 'jobs/:id/pin',
    summary: 'Keep the files of a job: no retention rule and no clean deletes them',
    message: 'Pipeline pinned',
  },
  unpin: {
    path: 'jobs/:id/unpin',
    summary: 'Let retention rules and cleans delete the files of a job again',
    message: 'Pipeline unpinned',
  },
  classify: {
    path: 'jobs/:id/classify',
    summary: 'Record the class of a variant in a completed job. Research use only',
    message: 'Variant classified',
  },
  sign: {
    path: 'jobs/:id/sign',
    summary: 'Sign the class of a variant, after signing in again. Research use only',
    message: 'Class signed',
  },
  priority: {
    path: 'jobs/:id/priority',
    summary: 'Change the priority of a waiting job, or move it to the front of its queue',
    message: 'Priority changed',
  },
  move: {
    path: 'jobs/:id/move',
    summary: 'Move a waiting job to another queue',
    message: 'Job moved',
  },
  label: {
    path: 'jobs/:id/label',
    summary: 'Set and remove labels of a job',
    message: 'Labels changed',
  },
  create_queue: {
    path: 'queues',
    summary: 'Create a queue in addition to the default one',
    message: 'Queue created',
  },
  pause_queue: {
    path: 'queues/:name/pause',
    summary: 'Pause a queue: no job of it is started, and running ones continue',
    message: 'Queue paused',
  },
  resume_queue: {
    path: 'queues/:name/resume',
    summary: 'Resume a paused queue: its jobs are started again',
    message: 'Queue resumed',
  },
  limit_queue: {
    path: 'queues/:name/limit',
    summary: 'Limit how many jobs of a queue run at once, or lift the limit',
    message: 'Limit of the queue changed',
  },
  drain_runner: {
    path: 'runners/:runner/drain',
    summary: 'Drain a runner for maintenance: running jobs continue to their end, and no new ones are claimed',
    message: 'Runner is draining',
  },
  undrain_runner: {
    path: 'runners/:runner/undrain',
    summary: 'Let a drained or draining runner claim jobs again',
    message: 'Runner takes jobs again',
  },
  schedule_runner: {
    path: 'runners/:runner/schedule',
    summary: 'Set when a runner takes jobs: nights and weekends, say. Jobs running at the end of a window continue',
    message: 'Schedule of the runner changed',
  },
  order_queue: {
    path: 'queues/:name/order',
    summary: 'Order jobs of the same priority by fair share between people, or by age alone',
    message: 'Order of the queue changed',
  },
  remove_queue: {
    path: 'queues/:name/remove',
    summary: 'Remove a queue that has no open job; jobs of the past keep its name',
    message: 'Queue removed',
  },
} as const;
