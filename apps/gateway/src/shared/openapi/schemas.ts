import {
  AttemptView,
  AuditEntry,
  BrokenPipeline,
  CommandAccepted,
  CommandBody,
  FailureView,
  FileView,
  HistoryEntry,
  InputListing,
  JobsSummary,
  JobView,
  page,
  PipelineList,
  PipelineView,
  Problem,
  ProjectionView,
  RerunBody,
  RunnerView,
  SessionView,
  StepView,
  SubmitBody,
  TaskView,
  VerificationView,
  WebhookBody,
  WebhookChange,
  WebhookChangeBody,
  WebhookDeliveryDetail,
  WebhookDeliveryView,
  WebhookSecretView,
  WebhookView,
} from '@reprise/contracts';
import { z } from 'zod';

/** The schemas that the document names. One that holds another refers to it. */
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
  FilePage: page(FileView),
  Pipeline: PipelineView,
  BrokenPipeline,
  PipelineList,
  Runner: RunnerView,
  RunnerPage: page(RunnerView),
  Projection: ProjectionView,
  Session: SessionView,
  Verification: VerificationView,
  InputListing,
  Actors: page(z.string()),
  AuditEntry,
  AuditPage: page(AuditEntry),
  CommandAccepted,
  Submit: SubmitBody,
  Command: CommandBody,
  Rerun: RerunBody,
  Problem,
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

export const referenceTo = (name: SchemaName) => ({ $ref: `#/components/schemas/${name}` });

/** The named schemas as OpenAPI 3.1 writes them, which is plain JSON Schema; bodies as they may be sent, with their defaults left out. */
export function componentSchemas(): Record<string, object> {
  const registry = z.registry<{ id: string }>();
  for (const [id, schema] of Object.entries(named)) registry.add(schema, { id });
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
