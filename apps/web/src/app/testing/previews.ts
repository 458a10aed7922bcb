import type { PreviewStep, RunPreview } from '@reprise/contracts';

/** A step that runs again, in a preview of a resume or restart. */
export const aPreviewStep = (part: Partial<PreviewStep> = {}): PreviewStep => ({
  process: 'ALIGN',
  step: 'Align reads',
  will: 'again',
  reason: 'chosen',
  uses: null,
  tasks_again: 1,
  tasks_cached: 0,
  tasks_maybe: 0,
  names: [],
  last_ms: null,
  usual_ms: null,
  expected_ms: null,
  ...part,
});

/** A preview in which no task is known to run again. */
export const aPreview = (part: Partial<RunPreview> = {}): RunPreview => ({
  refusal: null,
  work_dir: 'present',
  missing_inputs: [],
  changed_inputs: [],
  held: null,
  steps: [],
  tasks_again: 0,
  tasks_cached: 0,
  tasks_maybe: 0,
  dirs_moved: 0,
  expected_ms: null,
  changes: [],
  nextflow: null,
  ignores_params: null,
  pipeline_changed: null,
  pipeline_missing: null,
  may_remain: null,
  ...part,
});
