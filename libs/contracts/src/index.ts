export * from './access/index.ts';
export * from './classification.ts';
export * from './checks.ts';
export * from './commands/accepted.ts';
export * from './commands/bulk.ts';
export * from './commands/check.ts';
export * from './commands/command-names.ts';
export * from './commands/facts.ts';
export * from './commands/texts.ts';
export { ClassifyBody, CriterionJudgement } from './commands/classify.ts';
export {
  ATTEMPT_COURSE,
  ATTEMPT_ENDINGS,
  CommandBody,
  type CommandDescriptor,
  type CommandWords,
  ENDING_EVENTS,
  isEndingEvent,
  Reason,
} from './commands/descriptor.ts';
export * from './commands/index.ts';
export { CleanPreview } from './commands/clean.ts';
export { RerunBody } from './commands/rerun.ts';
export { ScheduleBody } from './commands/schedule-runner.ts';
export * from './commands/sheet.ts';
export { SignBody } from './commands/sign.ts';
export { MAX_JOB_SHEET_BYTES, SubmitBody } from './commands/submit.ts';
export * from './durations.ts';
export * from './events/access.ts';
export * from './events/appended-by.ts';
export * from './events/catalog.ts';
export * from './events/envelope.ts';
export { type Appender } from './events/definition.ts';
export * from './events/fields.ts';
export * from './events/input.ts';
export * from './events/lifecycle.ts';
export * from './events/queue.ts';
export * from './events/refused.ts';
export * from './events/runner.ts';
export * from './events/service-actors.ts';
export { resumeCauses } from './automatic-resume-words.ts';
export * from './events/task.ts';
export * from './events/unchanged.ts';
export * from './events/upcasters.ts';
export { Sequence } from './inputs.ts';
export { isUrl, LaunchDefaults, LaunchInput, LaunchOptions, MAX_LAUNCH_BYTES } from './launch.ts';
export * from './nextflow/nextflow-run.ts';
export * from './nextflow/syntax-parser.ts';
export * from './nextflow/version-condition.ts';
export { whyNoRelease } from './nextflow/why-no-release.ts';
export * from './problem.ts';
export * from './qc.ts';
export * from './queue-name.ts';
export * from './reasoned-names.ts';
export * from './requests.ts';
export * from './script-check.ts';
export * from './run-facts.ts';
export * from './runner-schedule.ts';
export * from './signature.ts';
export * from './starting.ts';
export * from './in-sentences.ts';
export * from './subjects.ts';
export * from './views/approval.ts';
export * from './views/audit.ts';
export * from './views/details.ts';
export * from './views/job.ts';
export * from './views/job-list.ts';
export * from './views/job-status.ts';
export * from './views/pipeline.ts';
export * from './views/preview.ts';
export * from './views/queue.ts';
export * from './views/storage.ts';
export * from './views/system.ts';
export * from './views/typed-entry.ts';
export * from './views/named-input.ts';
export * from './views/upload.ts';
export * from './views/verification.ts';
export * from './views/variant.ts';
export * from './views/webhook.ts';
export * from './writers.ts';
export * from './version.ts';
