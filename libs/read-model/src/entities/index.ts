import { ActivityEntity } from './activity.ts';
import { AttemptEntity } from './attempt.ts';
import { AuditEntity } from './audit.ts';
import { ClassificationEntity } from './classification.ts';
import { CheckpointEntity } from './checkpoint.ts';
import { JobEntity } from './job.ts';
import { QueueEntity } from './queue.ts';
import { QuarantinedEntity } from './quarantined.ts';
import { SignatureEntity } from './signature.ts';
import { TaskEntity } from './task.ts';

export * from './activity.ts';
export * from './attempt.ts';
export * from './audit.ts';
export * from './checkpoint.ts';
export * from './classification.ts';
export * from './job.ts';
export * from './queue.ts';
export * from './quarantined.ts';
export * from './signature.ts';
export * from './task.ts';

export const entities = [
  JobEntity,
  AttemptEntity,
  TaskEntity,
  QueueEntity,
  AuditEntity,
  QuarantinedEntity,
  ClassificationEntity,
  SignatureEntity,
  ActivityEntity,
  CheckpointEntity,
];
