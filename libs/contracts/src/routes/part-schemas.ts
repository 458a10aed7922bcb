import { schemasOfWings } from './catalogue.ts';
import { Problem } from '../problem.ts';
import { AuditEntry, SetAsideEntry } from '../views/audit.ts';
import { AttemptView, FileView, HistoryEntry, RunnerView, TaskView } from '../views/details.ts';
import { FailureView, StepView } from '../views/job.ts';
import { BrokenPipeline, PipelineView } from '../views/pipeline.ts';
import { StoredJob } from '../views/storage.ts';

/** Schemas nested in others. */
export const partSchemas = {
  Step: StepView,
  Failure: FailureView,
  HistoryEntry,
  Attempt: AttemptView,
  Task: TaskView,
  File: FileView,
  Pipeline: PipelineView,
  BrokenPipeline,
  StoredJob,
  Runner: RunnerView,
  Problem,
  AuditEntry,
  SetAsideEntry,
  ...schemasOfWings,
};
