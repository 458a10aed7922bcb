export * from './access/index.ts';
export * from './fields/classification.ts';
export * from './fields/checks.ts';
export * from './commands/accepted.ts';
export * from './commands/check.ts';
export * from './commands/command-names.ts';
export * from './commands/facts.ts';
export * from './commands/texts.ts';
export { ClassifyBody, CriterionJudgement } from './commands/jobs/classify.ts';
export {
  ATTEMPT_COURSE,
  ATTEMPT_ENDINGS,
  CommandBody,
  type CommandDescriptor,
  type CommandText,
  ENDING_EVENTS,
  isEndingEvent,
  Reason,
} from './commands/descriptor.ts';
export * from './commands/index.ts';
export { CleanPreview } from './commands/jobs/clean.ts';
export { type MayRemain, type MissingInput, RerunBody } from './commands/jobs/rerun.ts';
export { ScheduleBody } from './commands/runners/schedule-runner.ts';
export * from './commands/sheet.ts';
export { SignBody } from './commands/jobs/sign.ts';
export { MAX_JOB_SHEET_BYTES, SubmitBody } from './commands/jobs/submit.ts';
export * from './durations.ts';
export * from './events/access.ts';
export * from './event-catalog/appended-by.ts';
export * from './event-catalog/catalog.ts';
export * from './events/envelope.ts';
export { type Appender } from './events/definition.ts';
export * from './events/fields.ts';
export * from './events/input.ts';
export * from './event-catalog/lifecycle.ts';
export * from './event-catalog/queue.ts';
export * from './event-catalog/refused.ts';
export * from './event-catalog/runner.ts';
export * from './event-catalog/service-actors.ts';
export { resumeCauses } from './automatic-resume-text.ts';
export * from './events/task.ts';
export * from './event-catalog/unchanged.ts';
export * from './event-catalog/upcasters.ts';
export { Sequence } from './inputs.ts';
export { isUrl, LaunchDefaults, LaunchInput, LaunchOptions, MAX_LAUNCH_BYTES } from './nextflow/launch.ts';
export * from './nextflow/nextflow-run.ts';
export * from './nextflow/syntax-parser.ts';
export * from './nextflow/version-condition.ts';
export { whyNoRelease } from './nextflow/why-no-release.ts';
export * from './problem.ts';
export * from './problem-example.ts';
export * from './fields/membership.ts';
export * from './fields/labels.ts';
export * from './fields/label-text.ts';
export * from './fields/qc.ts';
export * from './fields/queue-name.ts';
export * from './reasoned-names.ts';
export * from './requests.ts';
export * from './fields/script-check.ts';
export * from './events/run-facts.ts';
export * from './fields/runner-schedule.ts';
export * from './fields/signature.ts';
export * from './starting.ts';
export * from './in-sentences.ts';
export * from './event-catalog/subjects.ts';
export * from './views/audit.ts';
export * from './views/details.ts';
export * from './views/expected-run.ts';
export * from './views/job.ts';
export * from './views/step-graph.ts';
export * from './views/job-ids.ts';
export * from './views/job-list.ts';
export * from './fields/job-status.ts';
export * from './views/pipeline.ts';
export * from './views/preview.ts';
export * from './views/queue.ts';
export * from './views/storage.ts';
export * from './views/system.ts';
export * from './views/typed-entry.ts';
export * from './views/named-input.ts';
export * from './views/verification.ts';
export * from './writers.ts';
export * from './version.ts';
