import * as z from 'zod';

/**
 * Questions between the services over core NATS (@nestjs/microservices). They are asked and forgotten: nothing that
 * matters later travels here. A question to one runner has its id in the subject.
 */
export const HEARTBEAT = 'rpc.heartbeat';
export const OPEN_JOBS = 'rpc.gateway.open_jobs';
/** What a gateway may be asked, and what a runner: all questions lie under these. */
export const GATEWAY_QUESTIONS = 'rpc.gateway.>';
export const RUNNER_QUESTIONS = 'rpc.storage.>';
export const workDirQuestion = (storageId: string): string => `rpc.storage.${storageId}.work_dir`;
export const textQuestion = (storageId: string): string => `rpc.storage.${storageId}.text`;

export const Heartbeat = z.object({
  runner_id: z.string(),
  storage_id: z.string(),
  slots: z.int(),
  slots_taken: z.int(),
  nextflow_version: z.string(),
  /** A sentence: why it takes no jobs now. */
  holds_back: z.string().nullable(),
  simulated: z.boolean(),
  /** Milliseconds after which a silent runner counts as lost. */
  lease_ms: z.int(),
});
export type Heartbeat = z.infer<typeof Heartbeat>;

/** Whether the work dir that a resume of the job would go on in is there: one session's, as `attempt_started` told it. */
export const WorkDirAsked = z.object({ job_id: z.uuid(), work_dir: z.string() });
export type WorkDirAsked = z.infer<typeof WorkDirAsked>;
export const WorkDirAnswer = z.object({ work_dir: z.enum(['present', 'absent']) });
export type WorkDirAnswer = z.infer<typeof WorkDirAnswer>;

/** A part of a text file of an attempt. `file`: `nextflow`, `stdout`, or a task's short hash (its combined output). */
export const TextAsked = z.object({
  job_id: z.uuid(),
  attempt: z.int().positive(),
  file: z.string(),
  /** Bytes from the start; negative counts from the end. */
  offset: z.int(),
  limit: z.int().positive(),
});
export type TextAsked = z.infer<typeof TextAsked>;
export const TextAnswer = z.object({ text: z.string(), next_offset: z.int(), size: z.int() });
export type TextAnswer = z.infer<typeof TextAnswer>;
