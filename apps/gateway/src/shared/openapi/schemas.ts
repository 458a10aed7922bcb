import {
  AttemptView,
  AuditEntry,
  BrokenPipeline,
  CheckBody,
  CommandAccepted,
  commandNames,
  commands,
  FailureView,
  FilePage,
  FileView,
  HistoryEntry,
  InputListing,
  JobsSummary,
  JobView,
  page,
  ParamsCheck,
  PipelineList,
  PipelineView,
  Problem,
  ProjectionView,
  RunnerView,
  SessionView,
  SetAsideEntry,
  SheetBody,
  SheetCheck,
  SheetCheckBody,
  SheetSubmitted,
  StepView,
  TaskView,
  VerificationView,
  VariantDetail,
  VariantPage,
  VariantView,
  UploadedSample,
  UploadedSampleBody,
  UploadedSamplePage,
  UploadPage,
  UploadView,
  WebhookBody,
  WebhookChange,
  WebhookChangeBody,
  WebhookDeliveryDetail,
  WebhookDeliveryView,
  WebhookSecretView,
  WebhookView,
} from '@reprise/contracts';
import { z } from 'zod';

/** Schemas that the document names. One that holds another refers to it. */
const named = {
  Job: JobView,
  Step: StepView,
  Failure: FailureView,
  JobPage: page(JobView),
  JobsSummary,
  HistoryEntry,
  HistoryPage: page(HistoryEntry),
  Attempt: AttemptView,
  AttemptPage: page(AttemptView),
  Task: TaskView,
  TaskPage: page(TaskView),
  File: FileView,
  FilePage,
  Pipeline: PipelineView,
  BrokenPipeline,
  PipelineList,
  CheckBody,
  ParamsCheck,
  SheetBody,
  SheetCheckBody,
  SheetCheck,
  SheetSubmitted,
  Runner: RunnerView,
  RunnerPage: page(RunnerView),
  Projection: ProjectionView,
  Session: SessionView,
  Verification: VerificationView,
  InputListing,
  Actors: page(z.string()),
  AuditEntry,
  AuditPage: page(AuditEntry),
  SetAsideEntry,
  SetAsidePage: page(SetAsideEntry),
  CommandAccepted,
  Problem,
  Variant: VariantView,
  VariantPage,
  VariantDetail,
  Upload: UploadView,
  UploadPage,
  UploadedSample,
  UploadedSamplePage,
  UploadedSampleBody,
  Webhook: WebhookView,
  WebhookPage: page(WebhookView),
  WebhookSecret: WebhookSecretView,
  WebhookBody,
  WebhookChangeBody,
  WebhookChangePage: page(WebhookChange),
  WebhookDelivery: WebhookDeliveryView,
  WebhookDeliveryPage: page(WebhookDeliveryView),
  WebhookDeliveryDetail,
} as const;

export type SchemaName = keyof typeof named;

const commandBodies = Object.fromEntries(
  commandNames.map((name) => [commands[name].body.name, commands[name].body.schema]),
);

/** Refers to a named schema, or to the body of a command. */
export const referenceTo = (name: string) => ({ $ref: `#/components/schemas/${name}` });

/** Returns the named schemas as JSON Schema, which OpenAPI 3.1 speaks; bodies as they may be sent, without defaults. */
export function componentSchemas(): Record<string, object> {
  const registry = z.registry<{ id: string }>();
  for (const [id, schema] of Object.entries({ ...named, ...commandBodies })) registry.add(schema, { id });
  const { schemas } = z.toJSONSchema(registry, {
    target: 'draft-2020-12',
    io: 'input',
    unrepresentable: 'any',
    uri: (id) => `#/components/schemas/${id}`,
  });
  return Object.fromEntries(
    Object.entries(schemas).map(([name, { $schema: _, $id: __, id: ___, ...schema }]) => [name, schema]),
  );
}
