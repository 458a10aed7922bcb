/**
 * Building blocks for the contracts of wings. None of these files imports the catalogue, because the catalogue imports
 * the wings.
 */
export { OWN_SESSION, READING, type Right } from './access/right.ts';
export { cancel } from './commands/jobs/cancel.ts';
export { classify } from './commands/jobs/classify.ts';
export { clean, CleanPreview } from './commands/jobs/clean.ts';
export { CommandBody, Reason } from './commands/descriptor.ts';
export { defineEvents } from './events/definition.ts';
export { FailureCause, ReasonGiven } from './events/fields.ts';
export {
  AssessedVariant,
  ClinVarAssertion,
  CriterionState,
  CriterionStrength,
  VariantClass,
} from './fields/classification.ts';
export { LabelFilter, LabelPart } from './fields/labels.ts';
export { QcVerdict } from './fields/qc.ts';
export { QueueName } from './fields/queue-name.ts';
export { Role } from './fields/role.ts';
export { isTimeZone, TimeOfDay } from './fields/runner-schedule.ts';
export { ConfirmationMethod, SignatureView } from './fields/signature.ts';
export { json, nothing } from './http/answers.ts';
export { AttemptParameter, idempotencyKey, ListQuery, MinSeq, OneQuery, PageQuery } from './http/page-query.ts';
export { everyBody, everyQuery, everyRead, everyRoute, sharedProblems } from './http/problem-examples.ts';
export { route, type Route } from './http/route.ts';
export { JobId, Moment, several, text } from './inputs.ts';
export { wrongField, type ProblemExample } from './problem-example.ts';
export { EXAMPLE, examplePage } from './routes/examples/values.ts';
export { jobProblems } from './routes/problems/jobs.ts';
export { CleanPreviews, CleanPreviewsBody, JobsSummary, page, type Page } from './views/details.ts';
export { BulkCommand, BulkFilter, MAX_BULK_JOBS } from './views/job-ids.ts';
export type { ContractWing } from './wing.ts';
export { GATEWAY, RunnerId } from './writers.ts';
